import type { WordPart } from 'unbash';
import { parseBash, walk } from '../../src/guide/command/bash.ts';
import { namesDefined, readsOnly } from '../../src/guide/command/reads.ts';
import type { Rule } from './rule.ts';

/**
 * Warns about commands that Guiderail could repeat until their output matches, if their expansions had
 * quotes.
 */
export const unquotedExpansion: Rule = ({ steps }) => {
  const shadowed = new Set(
    steps.flatMap(({ commands }) => commands.flatMap(({ text }) => namesDefined(text))),
  );
  return steps.flatMap(({ skip, withinMs, commands }) =>
    commands.flatMap(({ text, line, reads, expectation }) => {
      const prints = expectation.printed.length > 0 && expectation.mode !== 'none';
      const [first, ...others] =
        reads || skip !== undefined || withinMs === 0 || !prints ? [] : unquotedIn(text);
      if (!first || !readsOnly(quoted(text, [first, ...others]), shadowed)) return [];
      const message =
        `\`${first.text}\` is not in quotes, so it may become an option or several words. Guiderail ` +
        `treats the command as one that writes, and runs it only once. Write \`"${first.text}"\`. Then ` +
        'Guiderail repeats the command until its output matches.';
      return [{ code: 'unquoted-expansion' as const, line, message }];
    }),
  );
};

interface Expansion {
  readonly text: string;
  readonly pos: number;
  readonly end: number;
}

/** The expansions without quotes in the words of a command, without expansions inside other expansions. */
function unquotedIn(text: string): Expansion[] {
  const found: Expansion[] = [];
  const isExpansion = ({ type }: WordPart) =>
    type === 'SimpleExpansion' || type === 'ParameterExpansion' || type === 'CommandExpansion';
  walk(parseBash(text), (node) => {
    if (node.type !== 'Command') return;
    for (const word of node.args) {
      if (word.type !== 'Word') continue;
      for (const part of word.parts ?? []) {
        if (!isExpansion(part)) continue;
        const { pos, end } = part;
        if (!found.some((outer) => outer.pos <= pos && end <= outer.end))
          found.push({ text: part.text, pos, end });
      }
    }
  });
  return found;
}

/** The text with quotes around these expansions. */
function quoted(text: string, expansions: readonly Expansion[]): string {
  return expansions
    .toSorted((a, b) => b.pos - a.pos)
    .reduce(
      (whole, { pos, end }) => `${whole.slice(0, pos)}"${whole.slice(pos, end)}"${whole.slice(end)}`,
      text,
    );
}
