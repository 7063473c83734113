import { setTimeout as pause } from 'node:timers/promises';
import type { RunnerLease } from '../cluster/lease/runner-lease.ts';
import type { Target } from '../cluster/target.ts';
import { longestPauseMs } from '../limits.ts';
import type { LeftObject } from './left-objects.ts';

interface Removal {
  readonly target: Pick<Target, 'removal'>;
  readonly lease: Pick<RunnerLease, 'confirm'>;
  /** The objects that still exist. */
  readonly stillThere: () => Promise<readonly LeftObject[]>;
  readonly onRemoved: (object: LeftObject) => void;
  readonly settleMs: number;
}

/**
 * Deletes these objects, the last made first, each by its UID, and waits until they are gone or the time is
 * over. Returns what is still there: held by a finalizer that somebody else has to clear. Edits nothing.
 * Throws a NotOursError before a removal if the cluster or the Lease is lost.
 */
export async function removeObjects(
  objects: readonly LeftObject[],
  { target, lease, stillThere, onRemoved, settleMs }: Removal,
): Promise<readonly LeftObject[]> {
  for (const object of objects.toReversed()) {
    if (object.finalizers) continue;
    await lease.confirm();
    await target.removal.remove(object.path, object.uid);
    onRemoved(object);
  }
  const started = performance.now();
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const left = await stillThere();
    if (left.length === 0 || performance.now() - started > settleMs) return left;
    await pause(pauseMs);
  }
}
