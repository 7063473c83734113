import { choiceGroups, type Guide, type Step } from '../../src/guide/model.ts';
import type { RunMode } from '../../src/guide/protocol.ts';

export type Choices = Readonly<Record<string, string>>;

/** The value taken in each choice group: the wished one where it exists, else the first. */
export function chosen(guide: Guide, wished: Choices = {}): Choices {
  return Object.fromEntries([...choiceGroups(guide)].map(([group, values]) => [group, values.find((value) => value === wished[group]) ?? values[0] ?? '']));
}

/** The steps of one pass, in page order: all but those of other choice values. */
export function stepsOfPass(guide: Guide, choices: Choices): Step[] {
  return guide.steps.filter(({ choice }) => !choice || choices[choice.group] === choice.value);
}

/** As few passes as take every value of every choice group once. */
export function passesOf(guide: Guide): Choices[] {
  const groups = [...choiceGroups(guide)];
  const count = Math.max(1, ...groups.map(([, values]) => values.length));
  return Array.from({ length: count }, (_, pass) =>
    Object.fromEntries(groups.map(([group, values]) => [group, values[Math.min(pass, values.length - 1)] ?? ''])),
  );
}

/**
 * The steps a request from the page runs. `all` and `to-here` go on from what has passed in the session; `to-here` cleans
 * up nothing on its way.
 */
export function plan(guide: Guide, step: Step, mode: RunMode, { choices, passed }: { choices: Choices; passed: ReadonlySet<string> }): Step[] {
  if (mode === 'only') return [step];
  const taken = step.choice ? { ...choices, [step.choice.group]: step.choice.value } : choices;
  const open = stepsOfPass(guide, taken).filter(({ id }) => !passed.has(id));
  if (mode === 'all') return open;
  return [...open.filter(({ id, ordinal, role }) => id !== step.id && ordinal < step.ordinal && role !== 'cleanup'), step];
}
