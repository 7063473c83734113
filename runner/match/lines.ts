import type { LineComparison, Reason } from '../../src/guide/outcome.ts';
import { Ledger } from './ledger.ts';
import { fits } from './match-text.ts';
import { collapsed, linesOf, printedLines } from './normalise.ts';
import { openPatternOf, type Pattern, patternOf, within } from './pattern.ts';
import type { Answer, Question } from './verdict.ts';

/** One line of a `lines` expectation. */
export interface Demand {
  readonly present: boolean;
  readonly text: string;
  readonly pageLine: number;
}

/** The demands of a printed output, and the lines that are none. */
export function demandsOf(lines: readonly string[], first: number): { demands: Demand[]; strange: number[] } {
  const demands: Demand[] = [];
  const strange: number[] = [];
  for (const [index, line] of printedLines(lines).entries()) {
    if (line.trim() === '') continue;
    const found = /^\s{0,200}([+-])[ \t]+(\S[\s\S]*)$/.exec(line);
    if (found)
      demands.push({ present: found[1] === '+', text: collapsed(found[2]!), pageLine: first + index });
    else strange.push(first + index);
  }
  return { demands, strange };
}

/**
 * The `lines` mode: `+ text` is a line of the output, whole as in `docs`, indentation aside; `- text` is in
 * no line of it, not even as a part (whole words). In any order.
 */
export function judgeLines({ printed, actual, bindings, literals }: Question): Answer {
  const { demands, wanted, output, places, ledger } = placeDemands({ printed, actual, bindings, literals });

  const reasons: Reason[] = wanted
    .filter((_, index) => places[index] === undefined)
    .map(({ pageLine, text }): Reason => ({ code: 'missing-line', pageLine, expected: text }));
  for (const { present, text, pageLine } of demands) {
    if (present) continue;
    const pattern = within(openPatternOf(text, literals));
    const line = output.findIndex((candidate) =>
      fits(pattern, candidate, new Ledger(ledger.bindings()), pageLine),
    );
    if (line >= 0)
      reasons.push({
        code: 'present-line',
        pageLine,
        expected: text,
        actualLine: line + 1,
        actual: output[line]!,
      });
  }
  if (reasons.length === 0) return { reasons, bindings: ledger.bindings() };
  return { reasons, comparison: { kind: 'lines', lines: comparison(reasons, output) } };
}

/** Where each line that must be present was found; what it bound is in the ledger. */
export function placeDemands({ printed, actual, bindings, literals }: Question): {
  readonly demands: readonly Demand[];
  readonly wanted: readonly Wanted[];
  readonly output: readonly string[];
  readonly places: readonly (number | undefined)[];
  readonly ledger: Ledger;
} {
  const output = linesOf(actual).map((line) => collapsed(line).trim());
  const { demands } = demandsOf(printed.lines, printed.line);
  const wanted = demands
    .filter(({ present }) => present)
    .map((demand) => ({ ...demand, pattern: patternOf(demand.text, literals) }));
  const ledger = new Ledger(bindings);
  return { demands, wanted, output, places: placesOf(wanted, output, ledger), ledger };
}

interface Wanted extends Demand {
  readonly pattern: Pattern;
}

/** The line that each demand found; where samples bind, the first places at which all of them agree. */
function placesOf(
  wanted: readonly Wanted[],
  output: readonly string[],
  ledger: Ledger,
): (number | undefined)[] {
  const texts = new Map(output.toReversed().map((text, index) => [text, output.length - 1 - index]));
  const binds = wanted.map(({ pattern }) =>
    pattern.pieces.some((piece) => piece.kind === 'value' && piece.value.identity),
  );
  const find = (index: number, from: number) => {
    const { pattern, pageLine, text } = wanted[index]!;
    if (pattern.pieces.every(({ kind }) => kind === 'text')) return texts.get(text);
    const found = output.findIndex((line, at) => at >= from && fits(pattern, line, ledger, pageLine));
    return found < 0 ? undefined : found;
  };
  const places = wanted.map((_, index) => (binds[index] ? undefined : find(index, 0)));

  const binding = wanted.flatMap((_, index) => (binds[index] ? [index] : []));
  const start = ledger.mark();
  const marks: number[] = [];
  for (let tries = 10_000, depth = 0, from = 0; tries > 0; tries -= 1) {
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

function comparison(reasons: readonly Reason[], output: readonly string[]): LineComparison[] {
  const present = new Map(
    reasons.flatMap((reason) =>
      reason.code === 'present-line' ? [[reason.actualLine - 1, reason] as const] : [],
    ),
  );
  return [
    ...reasons.flatMap((reason): LineComparison[] =>
      reason.code === 'missing-line'
        ? [{ op: 'missing', page: reason.expected, pageLine: reason.pageLine }]
        : [],
    ),
    ...output.map((text, index): LineComparison => {
      const reason = present.get(index);
      return reason ? { op: 'extra', actual: text } : { op: 'same', text, pageLine: 0 };
    }),
  ];
}
