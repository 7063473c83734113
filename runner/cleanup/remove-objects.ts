import { setTimeout as pause } from 'node:timers/promises';
import type { RunnerLease } from '../cluster/lease/runner-lease.ts';
import type { Target } from '../cluster/target.ts';
import { longestPauseMs } from '../limits.ts';
import type { LeftObject } from './left-objects.ts';

interface Removal {
  readonly target: Pick<Target, 'removal'>;
  readonly lease: Pick<RunnerLease, 'confirm'>;
  /** Asks the cluster which of the objects still exist. */
  readonly stillThere: () => Promise<readonly LeftObject[]>;
  readonly onRemoved: (object: LeftObject) => void;
  readonly settleMs: number;
}

/**
 * Deletes objects by their UIDs, in the reverse order of their creation, and waits until they are gone or
 * `settleMs` is over. Returns the objects that still exist: each waits for a finalizer that another program
 * has to clear. Never edits an object. Throws a NotOursError before a removal if the cluster or the Lease is
 * lost.
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
