import { choiceGroups, type Guide } from '../model.ts';
import type { PageProblem } from '../problem.ts';

/** Problems for choice groups with only one value, which leave the reader nothing to choose. */
export function choiceProblems(guide: Guide): PageProblem[] {
  return [...choiceGroups(guide)].flatMap(([group, values]) => {
    const step = guide.steps.find(({ choice }) => choice?.group === group);
    if (values.length > 1 || !step) return [];
    const message =
      `choice=${group}:${values[0]} is the only value of ${group}. Add a step with another value, or ` +
      'delete the option.';
    return [{ code: 'bad-value' as const, line: step.line, message }];
  });
}
