import { rowPatterns, type Sheet, sheetOf } from '../table/page.ts';
import { cellsOf, type Head } from '../table/read-table.ts';
import { Ledger } from '../text/ledger.ts';
import { linesOf } from '../text/normalise.ts';
import { type Value, valuesIn } from '../text/values/value.ts';
import type { RewriteTask, Rewriting } from './candidates.ts';

type Scope = Pick<Rewriting, 'ledger' | 'literals'>;

/**
 * Real text as the page would print it: a real value for which a sample of the page already stands is printed
 * as that sample.
 */
export function realText(text: string, scope: Scope): string {
  let shown = '';
  let done = 0;
  for (const { value, start, end } of valuesIn(text, scope.literals)) {
    shown += text.slice(done, start) + sampleFor(value, scope);
    done = end;
  }
  return shown + text.slice(done);
}

/**
 * The cells of an output row as the page would print them. The column of a cell may say which type its value
 * has.
 */
export function realCells(cells: readonly string[], heads: readonly Head[], scope: Scope): string[] {
  const patterns = rowPatterns(cells, heads, scope.literals) ?? [];
  return cells.map((cell, column) => {
    const [piece, ...others] = patterns[column]!.pieces;
    return piece?.kind === 'value' && others.length === 0
      ? sampleFor(piece.value, scope)
      : realText(cell, scope);
  });
}

/** A whole line of an output as the page would print it. */
export function realLine(output: Sheet, index: number, scope: Scope): string {
  const [line, heads] = [output.raw[index]!, output.rowOf[index]?.heads];
  const cells = heads && cellsOf(line, heads);
  if (!cells) return realText(line, scope);
  return realCells(cells, heads, scope).reduce(
    (shown, sample, column) =>
      sample === cells[column] ? shown : shown.replace(cells[column]!, () => sample),
    line,
  );
}

/** All lines of an output as the page would print them. */
export function realOutput({ actual, bindings, literals }: Omit<RewriteTask, 'fill'>): string[] {
  const output = sheetOf(linesOf(actual));
  const scope = { ledger: new Ledger(bindings), literals };
  return output.raw.map((_, index) => realLine(output, index, scope));
}

function sampleFor({ identity, sample }: Value, { ledger }: Scope): string {
  const owner = identity && ledger.ownerOf(identity, sample);
  return owner === undefined ? sample : owner.slice(owner.indexOf(':') + 1);
}
