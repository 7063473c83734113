import type { Leftover } from '../../../src/guide/report.ts';
import type { StepResult } from '../../../src/guide/result.ts';
import * as limits from '../../limits.ts';
import type { Target } from '../target.ts';
import type { EarlierSnapshot } from './earlier-snapshot.ts';
import { leftoversOf, type MadeByStep, missingObjects, type StepTime } from './leftovers.ts';
import { discover, type Resource } from './resources.ts';
import type { Scope } from './scope.ts';
import { type ClusterObject, takeSnapshot } from './snapshot.ts';

/**
 * Finds what a pass left in the cluster, and objects from before the pass that it deleted. Waits until the
 * objects that are being deleted are gone or their time is over. Meanwhile it lists only the kinds that still
 * have such objects; at the end it lists every kind.
 */
export async function findLeftovers({
  target,
  scope,
  kinds,
  before,
  steps,
  makes,
  deletingSteps,
  settleMs,
}: {
  target: Target;
  scope: Scope;
  kinds: readonly Resource[];
  before: EarlierSnapshot;
  steps: readonly StepResult[];
  /** The objects that the guide's commands make, by step. */
  makes: readonly MadeByStep[];
  /** Ids of the steps that may delete objects that were there before. */
  deletingSteps: readonly string[];
  settleMs: number;
}): Promise<Leftover[]> {
  const times: StepTime[] = steps.map(({ step, startedAt, ms }) => ({
    step,
    from: Date.parse(startedAt),
    to: Date.parse(startedAt) + ms,
  }));
  const started = Date.now();
  const startedMs = performance.now();
  // On a shared cluster others may delete objects too, so only a missing object of a declared namespace is
  // reported, and without a step.
  const isOurs = ({ namespace }: ClusterObject) => scope.all || namespace !== undefined;
  let waitedFor: readonly Resource[] | undefined;
  let all = kinds;
  for (let pauseMs = 100; ; ) {
    const listed = waitedFor ?? all;
    const after = await takeSnapshot(target.api, scope, listed);
    const objects = await before.newIn(after);
    const now = started + performance.now() - startedMs;
    if (objects.some((object) => now < waitUntilMs(object, { started, settleMs }))) {
      waitedFor = listed.filter(({ kind }) => objects.some((object) => object.kind === kind));
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      pauseMs = Math.min(pauseMs * 2, limits.longestPauseMs);
    } else if (waitedFor) {
      waitedFor = undefined;
      all = await discover(target.api);
    } else {
      const gone = deletingSteps.length === 0 ? [] : await before.goneIn(after, target.api);
      return [
        ...leftoversOf(objects, times, makes),
        ...missingObjects(gone.filter(isOurs), {
          made: objects,
          deletingSteps: scope.all ? deletingSteps : [],
        }),
      ];
    }
  }
}

/**
 * Until when we wait for an object to disappear, in milliseconds of our clock. The time of a deletion counts
 * from its request, which may be long before the last step ended.
 */
function waitUntilMs(
  { deletedAt }: ClusterObject,
  { started, settleMs }: { started: number; settleMs: number },
): number {
  const soon = started + limits.controllerSettleMs;
  if (deletedAt === undefined) return soon;
  return Math.max(
    Math.min(started, Date.parse(deletedAt) + limits.clockToleranceMs) + settleMs,
    Math.min(soon, started + settleMs),
  );
}
