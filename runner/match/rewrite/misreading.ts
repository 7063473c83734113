import { tokenPattern } from '../text/values/token.ts';

const elisionLine = /^\s*\.{3}\s*$/;

/**
 * Why new printed lines would accept more on the page than the output says, and what to do: the output itself
 * has dots or double braces. Undefined: they would not.
 */
export function misreading(
  lines: readonly string[],
  {
    before,
    elisionsIn,
  }: {
    /** The printed lines that the new ones replace. */
    readonly before: readonly string[];
    /** The number of elisions that the mode reads inside lines. */
    readonly elisionsIn: (lines: readonly string[]) => number;
  },
): string | undefined {
  if (count(lines, elisionLine) > count(before, elisionLine))
    return (
      'The output has a line of three dots, which on a page stands for any lines. Print only the important ' +
      'lines, with match=contains.'
    );
  if (elisionsIn(lines) > elisionsIn(before))
    return (
      'The output has three dots that on a page stand for any text. Print only the important lines, with ' +
      'match=regex.'
    );
  if (count(lines, tokenPattern) > count(before, tokenPattern))
    return (
      'The output has double braces, which on a page name a type of value. Print only the important lines, ' +
      'with match=regex.'
    );
  return undefined;
}

function count(lines: readonly string[], pattern: RegExp): number {
  return lines.flatMap((line) => [...line.matchAll(new RegExp(pattern, 'g'))]).length;
}
