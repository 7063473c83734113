import type { Expectation, Printed, TargetVersions } from './model.ts';
import { whyNotFit } from './options/when.ts';

/**
 * The printed outputs that count on a target: those with version ranges that fit the target; if there are
 * none, those without version ranges. An output of the command must match one of them. If the list is empty,
 * only the exit status is judged.
 */
export function printedFor({ printed }: Expectation, versions: TargetVersions): readonly Printed[] {
  const ranged = printed.filter(({ when }) => when !== undefined && whyNotFit(when, versions) === undefined);
  return ranged.length > 0 ? ranged : printed.filter(({ when }) => when === undefined);
}
