/** How long a cluster stays up: until the process that keeps it ends, or until somebody takes it down. */
import { isAlive, processStat } from '../../kernel/process-stat.ts';
import { type Keeper, readRecord } from './record.ts';

/**
 * What a call of `up` wants: the cluster goes down with the calling process, stays until `down`, or keeps its
 * keeper.
 */
export type Keeping = 'this-process' | 'until-down' | 'unchanged';

export function thisProcess(): Keeper {
  return { pid: process.pid, startTicks: processStat(process.pid)?.startTicks ?? 0 };
}

/**
 * The keeper of a running cluster after such a call; `undefined`: nobody, it stays. A killed keeper cannot
 * take the cluster down, so the next process replaces it.
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

/** Whether the calling process has to take this cluster down when it ends. */
export async function isKeptHere(name: string): Promise<boolean> {
  const keeper = (await readRecord(name))?.keeper;
  const { pid, startTicks } = thisProcess();
  return keeper?.pid === pid && keeper.startTicks === startTicks;
}
