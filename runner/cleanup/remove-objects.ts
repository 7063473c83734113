import { setTimeout as pause } from 'node:timers/promises';
import { longestPauseMs } from '../limits.ts';
import type { Target } from '../target/target.ts';
import { type LeftObject, leftObjects } from './left-objects.ts';
import type { FoundRecord } from './pass-record.ts';

/**
 * Deletes what is left of a pass, the last made first, each by its UID, and waits until it is gone or the time is over. Returns what is still there: held by
 * a finalizer that somebody else has to clear. Nothing is ever edited.
 */
export async function removeObjects({ api, removal }: Pick<Target, 'api' | 'removal'>, record: FoundRecord, settleMs: number): Promise<LeftObject[]> {
  for (const { path, uid, finalizers } of (await leftObjects(api, record)).reverse()) if (!finalizers) await removal.remove(path, uid);
  const started = performance.now();
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const left = await leftObjects(api, record);
    if (left.length === 0 || performance.now() - started > settleMs) return left;
    await pause(pauseMs);
  }
}
