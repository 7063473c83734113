import type { Leftover } from '../../../src/guide/report.ts';
import type { ClusterObject } from './snapshot.ts';

/** When a step ran, in milliseconds of the runner's clock. */
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
 * Names for each object the step whose command makes it. If no command makes it, names the steps that ran
 * when the object was created, and the field managers that wrote it.
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
      ...(made ? { step: made.step } : circumstancesOf(object, times)),
      ...held,
    };
  });
}

function circumstancesOf(
  { createdAt, managers }: ClusterObject,
  times: readonly StepTime[],
): Pick<Leftover, 'during' | 'writers'> {
  const during = stepsAt(Date.parse(createdAt), times);
  return { ...(during.length > 0 && { during }), ...(managers.length > 0 && { writers: managers }) };
}

/**
 * Reports the objects that were there before and are gone. Names the step if only one step can have deleted
 * them. Leaves out objects that exist again under the same name: those are leftovers.
 */
export function missingObjects(
  gone: readonly ClusterObject[],
  { made, deletingSteps }: { made: readonly ClusterObject[]; deletingSteps: readonly string[] },
): Leftover[] {
  const madeAgain = new Set(made.map(({ path }) => path));
  const [step] = deletingSteps.length === 1 ? deletingSteps : [];
  return gone
    .filter(({ path }) => !madeAgain.has(path))
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
 * All steps that ran in the second in which an object was created. The cluster rounds creation times down to
 * whole seconds.
 */
function stepsAt(createdMs: number, times: readonly StepTime[]): string[] {
  return times.filter(({ from, to }) => from < createdMs + 1000 && createdMs <= to).map(({ step }) => step);
}
