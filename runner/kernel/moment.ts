import { openSync, readSync } from 'node:fs';
import type { ProcessIdentity } from './process-stat.ts';

/** A point in time that separates the processes that started before it from those that started after it. */
export interface Moment {
  /** Clock ticks since boot. */
  readonly ticks: number;
  readonly lastPid: number;
}

/**
 * A clock tick is 10 ms (proc(5)), too coarse for steps that follow each other at once. Within a tick, pids
 * grow.
 */
export function momentNow(): Moment {
  const load = readFromStart('/proc/loadavg');
  return {
    ticks: Math.round(Number.parseFloat(readFromStart('/proc/uptime')) * 100),
    lastPid: Number(load.slice(load.lastIndexOf(' '))),
  };
}

export function isSince({ startTicks, pid }: ProcessIdentity, { ticks, lastPid }: Moment): boolean {
  return startTicks > ticks || (startTicks === ticks && pid > lastPid);
}

/**
 * The open descriptors by file. procfs rebuilds its files on every read from offset 0, so we keep them open.
 */
const descriptors = new Map<string, number>();
const buffer = Buffer.alloc(256);

function readFromStart(file: string): string {
  const descriptor = descriptors.get(file) ?? openSync(file, 'r');
  descriptors.set(file, descriptor);
  return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, buffer.length, 0));
}
