import { spansOf } from './account.ts';
import { Ledger } from './ledger.ts';
import { itemsOf } from './match-text.ts';
import type { Pattern, Piece } from './pattern.ts';

/**
 * What of an expectation lets an output through that is not the page's text. `pageLine`: 1-based, in the
 * guide file.
 */
export type Allowance =
  /** A sample value; `column`: of a table's cell. */
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
  /** The mode names some lines and says nothing of the others, or of the rest of a line. */
  | { readonly by: 'unsaid'; readonly pageLine: number }
  /** Another printed output of the same command. */
  | { readonly by: 'other output'; readonly pageLine: number }
  /** The same JSON or YAML value, written otherwise. */
  | { readonly by: 'notation'; readonly pageLine: number };

/** The piece of a pattern that two texts fill otherwise. */
export function ofPattern(
  pattern: Pattern,
  before: string,
  after: string,
  pageLine: number,
  ledger: Ledger,
): Allowance | undefined {
  const [filled, refilled] = [piecesFilled(pattern, before, ledger), piecesFilled(pattern, after, ledger)];
  for (const [index, piece] of pattern.pieces.entries()) {
    const allowance = filled[index] === refilled[index] ? undefined : ofPiece(piece, pageLine);
    if (allowance) return allowance;
  }
  return undefined;
}

function ofPiece(piece: Piece, pageLine: number): Allowance | undefined {
  switch (piece.kind) {
    case 'text':
      return undefined;
    case 'elision':
      return { by: piece.wholeWords ? 'unsaid' : 'elided text', pageLine };
    case 'value':
      return { by: 'type', pageLine, type: piece.value.type, sample: piece.value.sample };
  }
}

/** The text that each piece of a fitting pattern took. */
function piecesFilled(pattern: Pattern, text: string, ledger: Ledger): string[] {
  const items = itemsOf(pattern, text, 0);
  return spansOf(items, text.length, new Ledger(ledger.bindings())).map(({ from, to }) =>
    text.slice(from, to),
  );
}
