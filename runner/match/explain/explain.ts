import type { Comparison, LineComparison, Reason } from '../../../src/guide/outcome.ts';
import { reasonsAtMost } from '../question.ts';
import { lineFits, type Page, type Sheet } from '../table/page.ts';
import { rowKey, rowPair } from '../table/row-pair.ts';
import { Ledger } from '../text/ledger.ts';
import { fits } from '../text/match-text.ts';
import { whyNot } from '../text/why.ts';
import { acceptedWords } from './accepted-words.ts';
import { type Alignment, align } from './align.ts';
import { compareColumns } from './compare-columns.ts';
import { compareAsTable } from './compare-table.ts';
import type { Mismatch } from './mismatch.ts';

export interface Explanation {
  readonly reasons: readonly Reason[];
  readonly comparison: Comparison;
}

/** The places and the reasons of the differences between an output and a page. At least one reason. */
export function explain(mismatch: Mismatch): Explanation {
  const { page, output, before } = mismatch;
  const ledger = new Ledger(before);
  const alignments = align(page, output).map((each): Alignment => {
    if (each.op !== 'same') return each;
    const fitsToo = lineFits({ page, index: each.page, output, line: each.actual }, ledger);
    return fitsToo ? each : { ...each, op: 'changed' };
  });
  const reasons = withMoves(reasonsOf(mismatch, alignments));
  return {
    reasons: reasons.length > 0 ? reasons.slice(0, reasonsAtMost) : [noReading(page)],
    comparison: compareAsTable(mismatch, alignments) ?? compareLines(mismatch, alignments),
  };
}

function reasonsOf(mismatch: Mismatch, alignments: readonly Alignment[]): Reason[] {
  const { page, output, before } = mismatch;
  const ledger = new Ledger(before);
  return alignments.flatMap((each): Reason[] => {
    switch (each.op) {
      case 'elided':
        return [];
      case 'same':
        lineFits({ page, index: each.page, output, line: each.actual }, ledger);
        return [];
      case 'missing':
        return [missingReason(page, each.page)];
      case 'extra':
        return [extraReason(page, output, each.actual)];
      case 'changed':
        return changeReasons(mismatch, each, ledger);
    }
  });
}

function missingReason(page: Page, index: number): Reason {
  const [pageLine, expected] = [page.pageLine(index), page.lines[index]!];
  return page.rowOf[index]
    ? { code: 'missing-row', pageLine, row: rowKey(page, index), expected }
    : { code: 'missing-line', pageLine, expected };
}

function extraReason(page: Page, output: Sheet, line: number): Reason {
  const [actualLine, actual] = [line + 1, output.lines[line]!];
  return output.rowOf[line] && page.tables.length > 0
    ? { code: 'extra-row', actualLine, row: rowKey(output, line), actual }
    : { code: 'extra-line', actualLine, actual, pageLine: page.pageLine(0) };
}

/** Reasons by column if both lines are table heads, by cell if both are rows, else by line. */
function changeReasons(
  { page, output, literals }: Mismatch,
  { page: index, actual: line }: { readonly page: number; readonly actual: number },
  ledger: Ledger,
): Reason[] {
  const [pageLine, actualLine] = [page.pageLine(index), line + 1];
  const columns = compareColumns({ page, index, output, line });
  if (columns.length > 0) return columns;
  const row = rowPair({ page, index, output, line }, literals);
  const cells = row?.columns.flatMap(({ name: column, page: pattern, actual }): Reason[] => {
    if (fits(pattern, actual, ledger, pageLine)) return [];
    const why = whyNot(pattern, actual, ledger);
    return [
      { code: 'cell', pageLine, actualLine, row: row.key, column, expected: pattern.text, actual, why },
    ];
  });
  if (row && cells) {
    const heads = Math.max(page.rowOf[index]!.heads.length, output.rowOf[line]!.heads.length);
    if (cells.length > 0 || row.columns.length < heads) return cells;
  }
  const [expected, actual] = [page.lines[index]!, output.lines[line]!];
  const why = whyNot(page.pattern(index), actual, ledger);
  return [{ code: 'line', pageLine, actualLine, expected, actual, why }];
}

/** A row that is missing in one place and extra in another has moved. */
function withMoves(reasons: Reason[]): Reason[] {
  const extras = reasons.filter((reason) => reason.code === 'extra-row');
  const used = new Set<Reason>();
  const moved = reasons.map((reason): Reason => {
    if (reason.code !== 'missing-row') return reason;
    const extra = extras.find((candidate) => candidate.row === reason.row && !used.has(candidate));
    if (!extra) return reason;
    used.add(extra);
    const { pageLine, row, expected } = reason;
    return { code: 'moved-row', pageLine, row, expected, actual: `line ${extra.actualLine}` };
  });
  return moved.filter((reason) => !used.has(reason));
}

/** The reason when each line fits by itself, but not all of them together. */
function noReading(page: Page): Reason {
  return { code: 'missing-line', pageLine: page.pageLine(0), expected: page.lines[0] ?? '' };
}

function compareLines(
  { page, output, before, literals }: Mismatch,
  alignments: readonly Alignment[],
): Comparison {
  const ledger = new Ledger(before);
  const lines = alignments.map((each): LineComparison => {
    switch (each.op) {
      case 'same': {
        lineFits({ page, index: each.page, output, line: each.actual }, ledger);
        const [own, actual, pageLine] = [
          page.raw[each.page]!,
          output.raw[each.actual]!,
          page.pageLine(each.page),
        ];
        return page.lines[each.page] === output.lines[each.actual]
          ? { op: 'same', text: actual, pageLine }
          : { op: 'accepted', page: own, actual, pageLine };
      }
      case 'changed': {
        const [own, actual, pageLine] = [
          page.raw[each.page]!,
          output.raw[each.actual]!,
          page.pageLine(each.page),
        ];
        const accepted = acceptedWords({ page: own, actual, ledger, literals });
        return {
          op: 'changed',
          page: own,
          actual,
          pageLine,
          ...(accepted.length > 0 && { accepted }),
        };
      }
      case 'missing':
        return { op: 'missing', page: page.raw[each.page]!, pageLine: page.pageLine(each.page) };
      case 'extra':
        return { op: 'extra', actual: output.raw[each.actual]! };
      case 'elided':
        return { op: 'elided', count: each.count };
    }
  });
  return { kind: 'lines', lines };
}
