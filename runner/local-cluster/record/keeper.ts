/** How long a cluster stays up: until the process that keeps it ends, or until a user calls `down`. */
import { isAlive, processStat } from '../../kernel/process-stat.ts';
import { type Keeper, readRecord } from './record.ts';

/**
 * How long a cluster stays up after a call of `up`: until the calling process ends, until `down`, or as long
 * as before the call.
 */
export type Keeping = 'this-process' | 'until-down' | 'unchanged';

export function thisProcess(): Keeper {
  return { pid: process.pid, startTicks: processStat(process.pid)?.startTicks ?? 0 };
}

/**
 * The keeper of a running cluster after a call of `up`; `undefined`: none, so the cluster stays until `down`.
 * A keeper that was killed cannot take the cluster down, so the next process that wants to be keeper replaces
 * it.
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

/** Whether this process is the cluster's keeper, and so has to take it down when it ends. */
export async function isKeptHere(name: string): Promise<boolean> {
  const keeper = (await readRecord(name))?.keeper;
  const { pid, startTicks } = thisProcess();
  return keeper?.pid === pid && keeper.startTicks === startTicks;
}
