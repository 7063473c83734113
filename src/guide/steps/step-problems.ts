import type { Command, Step } from '../model.ts';
import type { OptionProblem } from '../options/read-options.ts';
import type { StepOptions } from '../options/step-options.ts';
import { nearestKey } from '../text/nearest-key.ts';

/** A step and its surroundings, for the problems of its option `needs`. */
interface Needing {
  readonly id: string;
  /** The steps above this one. */
  readonly above: readonly Step[];
  /** The line of each step that has an `id` option, by id. */
  readonly lines: ReadonlyMap<string, number>;
}

/** Problems for each id in `needs` that is not the id of a step above. */
export function needProblems({ needs = [] }: StepOptions, step: Needing): OptionProblem[] {
  return needs
    .filter((need) => step.above.every(({ id }) => id !== need))
    .map((need) => ({ code: 'unknown-need', message: `needs=${need}: ${whyNoNeed(need, step)}` }));
}

function whyNoNeed(need: string, { id, above, lines }: Needing): string {
  if (need === id) return 'a step cannot need itself. Delete this id.';
  const below = lines.get(need);
  if (below !== undefined)
    return `the step in line ${below} is below this one. Move that step up, or delete this id.`;
  const nearest = nearestKey(
    need,
    above.map((step) => step.id),
  );
  const hint = nearest ? `Did you mean ${nearest}?` : 'Name a step that is above this one.';
  return `no step above has this id. ${hint}`;
}

/** Problems of `within` and `stable`, which have no effect if no command of the step can be repeated. */
export function repeatProblems(options: StepOptions, commands: readonly Command[]): OptionProblem[] {
  const messages: string[] = [];
  for (const option of ['within', 'stable'] as const) {
    if (options[option] === undefined || commands.some((command) => command.reads)) continue;
    messages.push(
      `\`${option}\` repeats commands that only read, and no command of this step is known to only read. ` +
        'Put their expansions in quotes, or delete the option.',
    );
  }
  if (options.stable !== undefined && options.within === 0)
    messages.push(
      '`within=0` runs a command once, but `stable` needs several runs. Delete one of the two options.',
    );
  return messages.map((message) => ({ code: 'bad-value', message }));
}
