import { choiceGroups, type Guide, type Step } from './model.ts';
import type { RunMode } from './protocol.ts';

/** The value to take in each choice group, by group. */
export type Choices = Readonly<Record<string, string>>;

/** The value to take in each choice group: the requested value if the group has it, else the first value. */
export function chosen(guide: Guide, wished: Choices = {}): Choices {
  return Object.fromEntries(
    [...choiceGroups(guide)].map(([group, values]) => [
      group,
      values.find((value) => value === wished[group]) ?? values[0] ?? '',
    ]),
  );
}

/** The steps of one pass in page order: all steps except those of other values of a choice. */
export function stepsOfPass(guide: Guide, choices: Choices): Step[] {
  return guide.steps.filter(({ choice }) => !choice || choices[choice.group] === choice.value);
}

/** These choices, changed so that their pass has the step. */
export function choicesWith({ choice }: Step, choices: Choices): Choices {
  return choice ? { ...choices, [choice.group]: choice.value } : choices;
}

/** The smallest number of passes in which every value of every choice group is taken at least once. */
export function passesOf(guide: Guide): Choices[] {
  const groups = [...choiceGroups(guide)];
  const count = Math.max(1, ...groups.map(([, values]) => values.length));
  return Array.from({ length: count }, (_, pass) =>
    Object.fromEntries(
      groups.map(([group, values]) => [group, values[Math.min(pass, values.length - 1)] ?? '']),
    ),
  );
}

/**
 * The steps that a request of a page is about, in page order. `to-here`: the step and all above it that are
 * not cleanup. `from-here`: the step and all below it.
 */
export function stepsAbout(guide: Guide, step: Step, mode: RunMode, choices: Choices): Step[] {
  if (mode === 'only' || mode === 'check') return [step];
  const steps = stepsOfPass(guide, choicesWith(step, choices));
  if (mode === 'all') return steps;
  if (mode === 'from-here') return steps.filter(({ ordinal }) => ordinal >= step.ordinal);
  return [...steps.filter(({ ordinal, role }) => ordinal < step.ordinal && role !== 'cleanup'), step];
}

/**
 * The steps that a request runs. `holds`: ids of steps that have passed and are not stale. They do not run
 * again, except the requested step itself.
 */
export function plan(
  guide: Guide,
  step: Step,
  mode: RunMode,
  { choices, holds }: { choices: Choices; holds: ReadonlySet<string> },
): Step[] {
  return stepsAbout(guide, step, mode, choices).filter(
    ({ id }) => !holds.has(id) || (id === step.id && mode !== 'all'),
  );
}
