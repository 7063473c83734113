import type { Leftover } from '../../../src/guide/report.ts';
import type { ClusterObject } from './snapshot.ts';

/** When each step ran, in the cluster's clock. */
export interface StepTime {
  readonly step: string;
  readonly from: number;
  readonly to: number;
}

/** An object that a step's command names. */
export interface MadeByStep {
  readonly step: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/**
 * Names for each object the step whose command makes it. If there is none, names the steps that ran when it
 * was created, and who wrote it.
 */
export function leftoversOf(
  objects: readonly ClusterObject[],
  times: readonly StepTime[],
  makes: readonly MadeByStep[] = [],
): Leftover[] {
  return objects.map((object) => {
    const { kind, namespace, name, isLeaving, finalizers } = object;
    const made = makes.find(
      (each) => each.kind === kind && each.namespace === namespace && each.name === name,
    );
    const held = isLeaving && finalizers ? { finalizers } : {};
    return {
      kind,
      ...(namespace !== undefined && { namespace }),
      name,
      ...(made ? { step: made.step } : seenOf(object, times)),
      ...held,
    };
  });
}

function seenOf(
  { createdAt, managers }: ClusterObject,
  times: readonly StepTime[],
): Pick<Leftover, 'during' | 'writers'> {
  const during = stepsAt(Date.parse(createdAt), times);
  return { ...(during.length > 0 && { during }), ...(managers.length > 0 && { writers: managers }) };
}

/**
 * Names what was there before and is gone, with the step that deleted it if only one step may have. An object
 * that was created again under the same name is reported as such.
 */
export function missingObjects(
  gone: readonly ClusterObject[],
  made: readonly ClusterObject[],
  deletingSteps: readonly string[],
): Leftover[] {
  const anew = new Set(made.map(({ path }) => path));
  const [step] = deletingSteps.length === 1 ? deletingSteps : [];
  return gone
    .filter(({ path }) => !anew.has(path))
    .map(({ kind, namespace, name, isLeaving, finalizers }) => ({
      kind,
      ...(namespace !== undefined && { namespace }),
      name,
      gone: true,
      ...(step !== undefined && { step }),
      ...(isLeaving && finalizers && { finalizers }),
    }));
}

/**
 * All steps that ran in the second of an object's creation time, which the cluster rounds down to whole
 * seconds.
 */
function stepsAt(createdMs: number, times: readonly StepTime[]): string[] {
  return times.filter(({ from, to }) => from < createdMs + 1000 && createdMs <= to).map(({ step }) => step);
}
