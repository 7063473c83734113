import type { Guide, Step, TargetVersions } from './model.ts';
import { whyNotFit } from './options/when.ts';

/** Why a step is not run at all on this target, or `undefined`. */
export function whySkipped(step: Step, versions: TargetVersions): string | undefined {
  if (step.skip !== undefined) return step.skip;
  return whyNotFit(step.when, versions);
}

/**
 * The needed steps that have not passed. A step that this target skips is not waited for, and of the values
 * of a choice any one that passed will do.
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
