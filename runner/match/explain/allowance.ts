import type { Question } from '../question.ts';
import type { Ledger } from '../text/ledger.ts';
import { linesOf } from '../text/normalise.ts';
import type { Account, LineAccount } from './account.ts';
import { type Allowance, allowanceOfPattern } from './pattern-allowance.ts';

/**
 * Finds the part of the page that accepts the difference of two outputs, for a mode that compares lines. The
 * first line in which they differ decides. Undefined when the accounts of both outputs are the same.
 */
export function allowanceByLine(
  accountOf: (question: Question) => Account,
): (question: Question, other: string) => Allowance | undefined {
  return (question, other) => {
    const [before, after] = [accountOf(question), accountOf({ ...question, actual: other })];
    const firstLine = question.printed.line;
    const texts = { before: linesOf(question.actual), after: linesOf(other), firstLine };
    return (
      ofNumberOfLines(before, after, firstLine) ??
      ofChangedLine(before, after, texts) ??
      ofOrder(before, after)
    );
  };
}

/** The elision, or the mode itself, that accepts a different number of lines. */
function ofNumberOfLines(before: Account, after: Account, firstLine: number): Allowance | undefined {
  const [counted, recounted] = [countsOf(before, firstLine), countsOf(after, firstLine)];
  for (const [key, allowance] of new Map([...counted.allowances, ...recounted.allowances])) {
    if (counted.counts.get(key) !== recounted.counts.get(key)) return allowance;
  }
  return undefined;
}

function countsOf(
  { lines }: Account,
  firstLine: number,
): { counts: Map<string, number>; allowances: Map<string, Allowance> } {
  const counts = new Map<string, number>();
  const allowances = new Map<string, Allowance>();
  for (const line of lines) {
    const allowance = ofWholeLine(line, firstLine);
    if (!allowance) continue;
    const key = `${allowance.by} ${allowance.pageLine}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    allowances.set(key, allowance);
  }
  return { counts, allowances };
}

function ofWholeLine(line: LineAccount, firstLine: number): Allowance | undefined {
  switch (line.as) {
    case 'elided':
      return { by: 'elided lines', pageLine: line.pageLine };
    case 'not compared':
      return { by: 'not compared', pageLine: firstLine };
    case 'pattern':
    case 'line':
    case 'row':
      return undefined;
  }
}

interface Texts {
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** 1-based line in the guide file of the first printed line. */
  readonly firstLine: number;
}

/** The first line that differs and that the page does not fix completely. */
function ofChangedLine(before: Account, after: Account, texts: Texts): Allowance | undefined {
  for (const [index, line] of after.lines.entries()) {
    if (texts.before[index] === texts.after[index]) continue;
    const found = ofWholeLine(line, texts.firstLine) ?? insideLine(before.lines[index], line, after.ledger);
    if (found) return found;
  }
  return undefined;
}

function insideLine(old: LineAccount | undefined, line: LineAccount, ledger: Ledger): Allowance | undefined {
  if (line.as === 'pattern') return { by: 'pattern', pageLine: line.pageLine };
  if (line.as === 'elided' || line.as === 'not compared' || pageLineOf(old) !== line.pageLine)
    return undefined;
  const { pageLine } = line;
  if (line.as === 'line' && old?.as === 'line')
    return allowanceOfPattern(line.pattern, { before: old.text, after: line.text, pageLine, ledger });
  if (line.as !== 'row' || old?.as !== 'row') return undefined;
  for (const [column, cell] of line.cells.entries()) {
    const before = old.cells[column]!;
    if (before === cell) continue;
    const found = allowanceOfPattern(line.patterns[column]!, { before, after: cell, pageLine, ledger });
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
