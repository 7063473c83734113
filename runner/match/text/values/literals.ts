import type { Guide } from '../../../../src/guide/model.ts';
import { suffixedName } from './generated-name.ts';
import { valuesIn } from './value.ts';

const noLiterals: ReadonlySet<string> = new Set();
const suffixedNames = new RegExp(suffixedName, 'g');

/**
 * The values in a guide's own commands: addresses, names, durations and the like. They are no samples: the
 * author typed them, so they are the same on every cluster and the output must show these very values.
 */
export function literalsOf(commandTexts: readonly string[]): ReadonlySet<string> {
  const lines = commandTexts.flatMap((text) => text.split('\n'));
  return new Set(
    lines.flatMap((line) => [
      ...valuesIn(line, noLiterals).map(({ value }) => value.sample),
      ...(line.match(suffixedNames) ?? []),
    ]),
  );
}

/** The values in all commands of a guide: see `literalsOf`. */
export function literalsOfGuide({ steps }: Pick<Guide, 'steps'>): ReadonlySet<string> {
  return literalsOf(steps.flatMap(({ commands }) => commands.map(({ text }) => text)));
}
