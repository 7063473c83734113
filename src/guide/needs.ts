import type { Guide, Step, TargetVersions } from './model.ts';
import { whyNotFit } from './options/when.ts';

/** Why a step is skipped on a target; `undefined` if it is not. */
export function whySkipped(step: Step, versions: TargetVersions): string | undefined {
  if (step.skip !== undefined) return step.skip;
  return whyNotFit(step.when, versions);
}

/**
 * The needed steps of a step that have not passed. Ignores steps that are skipped on the target. A needed
 * step of a choice also counts as passed if the step of another value of the choice has passed.
 */
export function missingNeeds(
  guide: Guide,
  step: Step,
  passed: ReadonlySet<string>,
  versions: TargetVersions,
): Step[] {
  const stepOf = new Map(guide.steps.map((each) => [each.id, each]));
  return step.needs
    .map((id) => stepOf.get(id))
    .filter((need) => need !== undefined)
    .filter((need) => whySkipped(need, versions) === undefined && !isMet(need, guide, passed));
}

function isMet(need: Step, guide: Guide, passed: ReadonlySet<string>): boolean {
  if (passed.has(need.id)) return true;
  const { choice } = need;
  if (!choice) return false;
  return guide.steps.some(
    (other) =>
      other.role === need.role &&
      other.choice?.group === choice.group &&
      other.choice.value !== choice.value &&
      passed.has(other.id),
  );
}
