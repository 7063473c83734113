import type { Expectation, Printed, TargetVersions } from './model.ts';
import { whyNotFit } from './options/when.ts';

/**
 * The printed outputs that count on a target: those whose version range fits it, else those without a range.
 * Any one of them is accepted; none at all means that only the exit status is judged.
 */
export function printedFor({ printed }: Expectation, versions: TargetVersions): readonly Printed[] {
  const ranged = printed.filter(({ when }) => when !== undefined && whyNotFit(when, versions) === undefined);
  return ranged.length > 0 ? ranged : printed.filter(({ when }) => when === undefined);
}
