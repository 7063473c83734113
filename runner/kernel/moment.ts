import { openSync, readSync } from 'node:fs';
import type { ProcessFacts } from './processes.ts';

/** A point in time that tells the processes before it from those behind it. */
export interface Moment {
  readonly ticks: number;
  readonly lastPid: number;
}

/**
 * Ticks of proc(5) are hundredths of a second, too coarse for steps that follow at once: within one, ids
 * grow.
 */
export function momentNow(): Moment {
  const load = readAgain('/proc/loadavg');
  return {
    ticks: Math.round(Number.parseFloat(readAgain('/proc/uptime')) * 100),
    lastPid: Number(load.slice(load.lastIndexOf(' '))),
  };
}

export function isSince({ startTicks, pid }: ProcessFacts, { ticks, lastPid }: Moment): boolean {
  return startTicks > ticks || (startTicks === ticks && pid > lastPid);
}

/**
 * Such files are made anew for each reading from their begin, which is asked for with every step: they stay
 * open.
 */
const open = new Map<string, number>();
const line = Buffer.alloc(256);

function readAgain(file: string): string {
  const descriptor = open.get(file) ?? openSync(file, 'r');
  open.set(file, descriptor);
  return line.toString('latin1', 0, readSync(descriptor, line, 0, line.length, 0));
}
