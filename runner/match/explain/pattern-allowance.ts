import { Ledger } from '../text/ledger.ts';
import { itemsOf } from '../text/match-text.ts';
import type { Pattern, Piece } from '../text/pattern.ts';
import { spansOf } from '../text/spans.ts';

/**
 * The part of an expectation that accepts an output that is not the printed text. `pageLine`: 1-based, in the
 * guide file.
 */
export type Allowance =
  /** A sample value. `column`: the column of its cell, if it is in a table. */
  | {
      readonly by: 'type';
      readonly pageLine: number;
      readonly type: string;
      readonly sample: string;
      readonly column?: string;
    }
  /** A line `...`. */
  | { readonly by: 'elided lines'; readonly pageLine: number }
  /** `...` inside a line. */
  | { readonly by: 'elided text'; readonly pageLine: number }
  /** `"..."` in JSON or YAML. */
  | { readonly by: 'any value'; readonly pageLine: number; readonly path: string }
  | { readonly by: 'pattern'; readonly pageLine: number }
  /** The mode does not compare the order of lines or rows. */
  | { readonly by: 'order'; readonly pageLine: number }
  /** The mode compares some lines, or a part of a line, and ignores the rest. */
  | { readonly by: 'not compared'; readonly pageLine: number }
  /** Another printed output of the same command. */
  | { readonly by: 'other output'; readonly pageLine: number }
  /** The same JSON or YAML value, written differently. */
  | { readonly by: 'notation'; readonly pageLine: number };

/** Two texts that fit the same printed text. */
interface FittingTexts {
  readonly before: string;
  readonly after: string;
  readonly pageLine: number;
  readonly ledger: Ledger;
}

/** The first piece of a pattern that takes another text in `after` than in `before`. */
export function allowanceOfPattern(
  pattern: Pattern,
  { before, after, pageLine, ledger }: FittingTexts,
): Allowance | undefined {
  const [taken, takenAfter] = [textsTaken(pattern, before, ledger), textsTaken(pattern, after, ledger)];
  for (const [index, piece] of pattern.pieces.entries()) {
    const allowance = taken[index] === takenAfter[index] ? undefined : allowanceOfPiece(piece, pageLine);
    if (allowance) return allowance;
  }
  return undefined;
}

function allowanceOfPiece(piece: Piece, pageLine: number): Allowance | undefined {
  switch (piece.kind) {
    case 'text':
      return undefined;
    case 'elision':
      return { by: piece.extent === 'whole words' ? 'not compared' : 'elided text', pageLine };
    case 'value':
      return { by: 'type', pageLine, type: piece.value.type, sample: piece.value.sample };
  }
}

/** The text that each piece of a fitting pattern takes. */
function textsTaken(pattern: Pattern, text: string, ledger: Ledger): string[] {
  const items = itemsOf(pattern, text, 0);
  return spansOf(items, text.length, new Ledger(ledger.bindings())).map(({ from, to }) =>
    text.slice(from, to),
  );
}
