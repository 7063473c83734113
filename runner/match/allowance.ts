import type { MatchMode } from '../../src/guide/model.ts';
import { type Account, accountOf, type LineAccount } from './account.ts';
import { dataAllowance } from './data-allowance.ts';
import type { Ledger } from './ledger.ts';
import { linesOf } from './normalise.ts';
import { type Allowance, ofPattern } from './pattern-allowance.ts';
import type { Question } from './verdict.ts';

/**
 * Why an output is accepted beside another one that is too: what the matcher took the lines for in which they
 * differ. Undefined when it has nothing to say: they are the same to it, or it is mistaken.
 */
export function allowanceFor(
  mode: Exclude<MatchMode, 'none'>,
  question: Question,
  other: string,
): Allowance | undefined {
  if (mode === 'json' || mode === 'yaml') return dataAllowance(mode, question, other);
  const [before, after] = [accountOf(mode, question), accountOf(mode, { ...question, actual: other })];
  const first = question.printed.line;
  return (
    ofCounts(before, after, first) ??
    ofChange(before, after, { before: linesOf(question.actual), after: linesOf(other), first }) ??
    ofOrder(before, after)
  );
}

/** Lines that came or went: what of the page stands for more or fewer of them. */
function ofCounts(before: Account, after: Account, first: number): Allowance | undefined {
  const [counted, recounted] = [elidedLines(before, first), elidedLines(after, first)];
  for (const [key, allowance] of new Map([...counted.keys, ...recounted.keys])) {
    if (counted.counts.get(key) !== recounted.counts.get(key)) return allowance;
  }
  return undefined;
}

function elidedLines(
  { lines }: Account,
  first: number,
): { counts: Map<string, number>; keys: Map<string, Allowance> } {
  const counts = new Map<string, number>();
  const keys = new Map<string, Allowance>();
  for (const line of lines) {
    const allowance = wholeLine(line, first);
    if (!allowance) continue;
    const key = `${allowance.by} ${allowance.pageLine}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    keys.set(key, allowance);
  }
  return { counts, keys };
}

function wholeLine(line: LineAccount, first: number): Allowance | undefined {
  switch (line.as) {
    case 'elided':
      return { by: 'elided lines', pageLine: line.pageLine };
    case 'unsaid':
      return { by: 'unsaid', pageLine: first };
    case 'pattern':
    case 'line':
    case 'row':
      return undefined;
  }
}

interface Texts {
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** First line of the printed output. */
  readonly first: number;
}

/** The first line in which the outputs differ and of which the page leaves something open. */
function ofChange(before: Account, after: Account, texts: Texts): Allowance | undefined {
  for (const [index, line] of after.lines.entries()) {
    if (texts.before[index] === texts.after[index]) continue;
    const found = wholeLine(line, texts.first) ?? insideLine(before, index, line, after.ledger);
    if (found) return found;
  }
  return undefined;
}

function insideLine(
  before: Account,
  index: number,
  line: LineAccount,
  ledger: Ledger,
): Allowance | undefined {
  const old = before.lines[index];
  if (line.as === 'pattern') return { by: 'pattern', pageLine: line.pageLine };
  if (line.as === 'elided' || line.as === 'unsaid' || pageLineOf(old) !== line.pageLine) return undefined;
  if (line.as === 'line' && old?.as === 'line')
    return ofPattern(line.pattern, old.text, line.text, line.pageLine, ledger);
  if (line.as !== 'row' || old?.as !== 'row') return undefined;
  for (const [column, cell] of line.cells.entries()) {
    if (old.cells[column] === cell) continue;
    const found = ofPattern(line.patterns[column]!, old.cells[column]!, cell, line.pageLine, ledger);
    return found?.by === 'type' ? { ...found, column: line.columns[column]! } : found;
  }
  return undefined;
}

function ofOrder(before: Account, after: Account): Allowance | undefined {
  const moved = after.lines.find(
    (line, index) => 'pageLine' in line && pageLineOf(before.lines[index]) !== line.pageLine,
  );
  return moved && 'pageLine' in moved ? { by: 'order', pageLine: moved.pageLine } : undefined;
}

function pageLineOf(line: LineAccount | undefined): number | undefined {
  return line && 'pageLine' in line ? line.pageLine : undefined;
}
