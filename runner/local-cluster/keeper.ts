/** For how long a cluster stays up: until the process that keeps it has ended, or until somebody takes it down. */
import { isAlive, processStat } from './node/process-table.ts';
import { readRecord } from './record.ts';

/** A process that takes the cluster down at its end. */
export interface Keeper {
  pid: number;
  startTicks: number;
}

/** What a call of `up` wants: that the cluster goes with the calling process, that it stays until `down`, or neither. */
export type Keeping = 'this-process' | 'until-down' | 'unchanged';

export function thisProcess(): Keeper {
  return { pid: process.pid, startTicks: processStat(process.pid)?.startTicks ?? 0 };
}

/**
 * Who keeps a cluster that is up after such a call; `undefined`: nobody, it stays. A keeper that was killed could not take it down, and the next process does so
 * in its place.
 */
export function keeperAfter(before: Keeper | undefined, keeping: Keeping): Keeper | undefined {
  switch (keeping) {
    case 'this-process':
      return before && !isAlive(before) ? thisProcess() : before;
    case 'until-down':
      return undefined;
    case 'unchanged':
      return before;
  }
}

/** Whether the calling process has to take this cluster down at its end. */
export async function isKeptHere(name: string): Promise<boolean> {
  const keeper = (await readRecord(name))?.keeper;
  const { pid, startTicks } = thisProcess();
  return keeper?.pid === pid && keeper.startTicks === startTicks;
}
