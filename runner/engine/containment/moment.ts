import { readFileSync } from 'node:fs';
import type { ProcessFacts } from '../processes.ts';

/** A point in time that tells the processes before it from those behind it. */
export interface Moment {
  readonly ticks: number;
  readonly lastPid: number;
}

/** Ticks of proc(5) are hundredths of a second, too coarse for steps that follow at once: within one, ids grow. */
export function momentNow(): Moment {
  const uptime = readFileSync('/proc/uptime', 'utf8');
  const load = readFileSync('/proc/loadavg', 'utf8');
  return { ticks: Math.round(Number.parseFloat(uptime) * 100), lastPid: Number(load.slice(load.lastIndexOf(' '))) };
}

export function isSince({ startTicks, pid }: ProcessFacts, { ticks, lastPid }: Moment): boolean {
  return startTicks > ticks || (startTicks === ticks && pid > lastPid);
}
