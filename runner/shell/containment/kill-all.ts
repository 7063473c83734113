import { setTimeout as pause } from 'node:timers/promises';
import type { Cgroup } from '../../kernel/cgroup.ts';
import type { ProcessStat } from '../../kernel/process-stat.ts';
import { endTimeoutMs, goneEveryMs } from '../../limits.ts';
import { signalAll } from './signals.ts';

/**
 * Kills processes until `victims` finds no more; returns `false` if that takes too long. Meanwhile it closes
 * their cgroup, because they could fork faster than we kill. At the end it waits until the cgroup can take
 * processes again.
 */
export async function killAll(
  victims: () => readonly ProcessStat[],
  cgroup: Cgroup | undefined,
): Promise<boolean> {
  const until = performance.now() + endTimeoutMs;
  let left = victims();
  if (left.length === 0) return true;
  cgroup?.setClosed(true);
  try {
    for (let pauseMs = 2; left.length > 0 && performance.now() < until; left = victims()) {
      signalAll(
        left.map(({ pid }) => pid),
        'SIGKILL',
      );
      await pause(pauseMs);
      pauseMs = Math.min(2 * pauseMs, goneEveryMs);
    }
    while (cgroup?.hasRoom === false && performance.now() < until) await pause(goneEveryMs);
    return left.length === 0;
  } finally {
    cgroup?.setClosed(false);
  }
}
