import { rowPatterns, type Sheet } from '../match/page.ts';
import { cellsOf, type Head } from '../match/table.ts';
import { type Value, valuesIn } from '../match/value.ts';
import type { Context } from './context.ts';

/**
 * Real text as the page would print it: a value that one of the page's samples already stands for is printed
 * as that sample.
 */
export function realText(text: string, context: Context): string {
  let shown = '';
  let done = 0;
  for (const { value, start, end } of valuesIn(text, context.literals)) {
    shown += text.slice(done, start) + sampleFor(value, context);
    done = end;
  }
  return shown + text.slice(done);
}

/** The same for the cells of a row, whose columns may say what they are. */
export function realCells(cells: readonly string[], heads: readonly Head[], context: Context): string[] {
  const patterns = rowPatterns(cells, heads, context.literals) ?? [];
  return cells.map((cell, column) => {
    const [piece, ...others] = patterns[column]!.pieces;
    return piece?.kind === 'value' && others.length === 0
      ? sampleFor(piece.value, context)
      : realText(cell, context);
  });
}

/** The same for a whole line of an output, row or not. */
export function realLine(sheet: Sheet, index: number, context: Context): string {
  const [line, heads] = [sheet.raw[index]!, sheet.rowOf[index]?.heads];
  const cells = heads && cellsOf(line, heads);
  if (!cells) return realText(line, context);
  return realCells(cells, heads, context).reduce(
    (shown, sample, column) =>
      sample === cells[column] ? shown : shown.replace(cells[column]!, () => sample),
    line,
  );
}

function sampleFor({ identity, sample }: Value, { ledger }: Context): string {
  const owner = identity && ledger.ownerOf(identity, sample);
  return owner === undefined ? sample : owner.slice(owner.indexOf(':') + 1);
}
