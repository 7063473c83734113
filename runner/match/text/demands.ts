import type { Bindings } from '../../../src/guide/outcome.ts';
import { Ledger } from './ledger.ts';
import { fits } from './match-text.ts';
import { collapsed, printedLines } from './normalise.ts';
import { type Pattern, patternOf } from './pattern.ts';

/** A printed line of `match=lines`: `+ text` (present) or `- text` (absent). */
export interface Demand {
  readonly present: boolean;
  readonly text: string;
  readonly pageLine: number;
}

/** The demands of printed lines, and the page lines that have neither sign. */
export function demandsOf(
  lines: readonly string[],
  firstLine: number,
): { readonly demands: Demand[]; readonly unmarked: number[] } {
  const demands: Demand[] = [];
  const unmarked: number[] = [];
  for (const [index, line] of printedLines(lines).entries()) {
    if (line.trim() === '') continue;
    const [, sign, text] = /^\s{0,200}([+-])[ \t]+(\S[\s\S]*)$/.exec(line) ?? [];
    const pageLine = firstLine + index;
    if (text === undefined) unmarked.push(pageLine);
    else demands.push({ present: sign === '+', text: collapsed(text), pageLine });
  }
  return { demands, unmarked };
}

interface WantedLine extends Demand {
  readonly pattern: Pattern;
}

/** Finds each line that must be present in the output. The ledger holds what their samples stand for. */
export function placeDemands({
  demands,
  output,
  bindings,
  literals,
}: {
  readonly demands: readonly Demand[];
  readonly output: readonly string[];
  readonly bindings: Bindings;
  readonly literals: ReadonlySet<string>;
}): {
  readonly wanted: readonly WantedLine[];
  /** The index of the output line of each wanted line; undefined when there is none. */
  readonly places: readonly (number | undefined)[];
  readonly ledger: Ledger;
} {
  const wanted = demands
    .filter(({ present }) => present)
    .map((demand) => ({ ...demand, pattern: patternOf(demand.text, literals) }));
  const ledger = new Ledger(bindings);
  return { wanted, places: placesOf(wanted, output, ledger), ledger };
}

/** At most this many combinations of places are tried for the lines whose samples bind. */
const triesAtMost = 10_000;

/**
 * Lines whose samples bind get the first places at which all of them agree; others get the first that fits.
 */
function placesOf(
  wanted: readonly WantedLine[],
  output: readonly string[],
  ledger: Ledger,
): (number | undefined)[] {
  const indexOf = new Map(output.toReversed().map((text, index) => [text, output.length - 1 - index]));
  const binds = wanted.map(({ pattern }) =>
    pattern.pieces.some((piece) => piece.kind === 'value' && piece.value.identity),
  );
  const find = (index: number, from: number) => {
    const { pattern, pageLine, text } = wanted[index]!;
    if (pattern.pieces.every(({ kind }) => kind === 'text')) return indexOf.get(text);
    const found = output.findIndex((line, at) => at >= from && fits(pattern, line, ledger, pageLine));
    return found < 0 ? undefined : found;
  };
  const places = wanted.map((_, index) => (binds[index] ? undefined : find(index, 0)));

  const binding = wanted.flatMap((_, index) => (binds[index] ? [index] : []));
  const start = ledger.mark();
  const marks: number[] = [];
  for (let tries = triesAtMost, depth = 0, from = 0; tries > 0; tries -= 1) {
    if (depth === binding.length) return places;
    marks[depth] = ledger.mark();
    const found = find(binding[depth]!, from);
    if (found !== undefined) {
      places[binding[depth]!] = found;
      depth += 1;
      from = 0;
      continue;
    }
    depth -= 1;
    if (depth < 0) break;
    from = places[binding[depth]!]! + 1;
    ledger.undo(marks[depth]!);
  }
  ledger.undo(start);
  return wanted.map((_, index) => find(index, 0));
}
