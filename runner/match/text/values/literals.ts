import type { Guide } from '../../../../src/guide/model.ts';
import { suffixedName } from './generated-name.ts';
import { valuesIn } from './value.ts';

const none: ReadonlySet<string> = new Set();
const suffixedNames = new RegExp(suffixedName, 'g');

/**
 * The values that a guide's own commands spell out: addresses, names, durations and the like. What an author
 * typed is no sample: it is the same on every cluster, so the page's output must show that very value.
 */
export function literalsOf(commandTexts: readonly string[]): ReadonlySet<string> {
  const lines = commandTexts.flatMap((text) => text.split('\n'));
  return new Set(
    lines.flatMap((line) => [
      ...valuesIn(line, none).map(({ value }) => value.sample),
      ...(line.match(suffixedNames) ?? []),
    ]),
  );
}

/** The same for all commands of a guide. */
export function literalsOfGuide({ steps }: Pick<Guide, 'steps'>): ReadonlySet<string> {
  return literalsOf(steps.flatMap(({ commands }) => commands.map(({ text }) => text)));
}
