import { choiceGroups, type Guide, type Step } from './model.ts';
import type { RunMode } from './protocol.ts';

export type Choices = Readonly<Record<string, string>>;

/** The value taken in each choice group: the wished one where it exists, else the first. */
export function chosen(guide: Guide, wished: Choices = {}): Choices {
  return Object.fromEntries(
    [...choiceGroups(guide)].map(([group, values]) => [
      group,
      values.find((value) => value === wished[group]) ?? values[0] ?? '',
    ]),
  );
}

/** The steps of one pass, in page order: all but those of other choice values. */
export function stepsOfPass(guide: Guide, choices: Choices): Step[] {
  return guide.steps.filter(({ choice }) => !choice || choices[choice.group] === choice.value);
}

/** These choices, changed so that their pass has the step. */
export function choicesWith({ choice }: Step, choices: Choices): Choices {
  return choice ? { ...choices, [choice.group]: choice.value } : choices;
}

/** As few passes as take every value of every choice group once. */
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
 * The steps that a request from the page is about, in page order. `to-here` cleans up nothing on its way;
 * `from-here` is the step and all behind it.
 */
export function stepsAbout(guide: Guide, step: Step, mode: RunMode, choices: Choices): Step[] {
  if (mode === 'only' || mode === 'check') return [step];
  const steps = stepsOfPass(guide, choicesWith(step, choices));
  if (mode === 'all') return steps;
  if (mode === 'from-here') return steps.filter(({ ordinal }) => ordinal >= step.ordinal);
  return [...steps.filter(({ ordinal, role }) => ordinal < step.ordinal && role !== 'cleanup'), step];
}

/** Those of them that are run: what holds is not run again, but the asked-for step itself. */
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
