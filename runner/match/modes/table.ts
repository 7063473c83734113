import type { Reason } from '../../../src/guide/outcome.ts';
import type { Account, LineAccount } from '../explain/account.ts';
import { allowanceByLine } from '../explain/allowance.ts';
import { type Answer, type Question, reasonsAtMost } from '../question.ts';
import { tableCandidates } from '../rewrite/table-candidates.ts';
import { assignRows } from '../table/assign-rows.ts';
import { columnReasons } from '../table/column-reasons.ts';
import { compareRows } from '../table/compare-rows.ts';
import { tablesIn } from '../table/read-table.ts';
import { shownColumns } from '../table/shown-columns.ts';
import { type Hole, tokenHoles } from '../text/holes.ts';
import { Ledger } from '../text/ledger.ts';
import { isElision, linesOf } from '../text/normalise.ts';
import type { Mode } from './mode.ts';
import { sampleNotation } from './notation.ts';

/**
 * The `table` mode: one table, cells as in `docs`, but rows and columns in any order. A line `...` allows
 * further rows; an extra or missing column differs. The output must have nothing but that table.
 */
export const table: Mode = {
  judge,
  holes,
  allowance: allowanceByLine(accountOf),
  blessCandidates: tableCandidates,
  comparedLines: linesOf,
  notation: sampleNotation,
};

function judge(question: Question): Answer {
  const { line: pageLine } = question.printed;
  const found = assignRows(question);
  if (typeof found === 'string') return { reasons: [notParsed(pageLine, found)] };
  const { names, actualNames, pageHead, elisionLine, outside, ledger } = found;
  const shown = { expected: names.join('   '), actual: actualNames.join('   ') };
  const compared = compareRows(found);
  const extraLines = elisionLine === undefined ? outside : [];
  const reasons = [
    ...columnReasons({ page: names, actual: actualNames, pageLine: pageHead, shown }),
    ...compared.reasons,
    ...extraLines.map(
      ({ line, text }): Reason => ({ code: 'extra-line', actualLine: line, actual: text, pageLine }),
    ),
  ];
  if (reasons.length === 0) return { reasons, bindings: ledger.bindings() };
  return {
    reasons: reasons.slice(0, reasonsAtMost),
    comparison: { kind: 'table', columns: shownColumns(names, actualNames), rows: compared.rows },
  };
}

function notParsed(pageLine: number, side: 'page' | 'output'): Reason {
  const detail = 'it has no line of column heads in capital letters with a row below it';
  return { code: 'not-parsed', pageLine, side, format: 'table', detail };
}

function accountOf(question: Question): Account {
  const lines: LineAccount[] = linesOf(question.actual).map(() => ({ as: 'not compared' }));
  const found = assignRows(question);
  if (typeof found === 'string') return { lines, ledger: new Ledger(question.bindings) };
  const { names, pageRows, rows, patterns, assigned, elisionLine, outside, ledger } = found;
  for (const [index, { line, cells }] of rows.entries()) {
    const row = assigned.indexOf(index);
    if (row < 0) continue;
    const { line: pageLine } = pageRows[row]!;
    lines[line - 1] = { as: 'row', pageLine, columns: names, patterns: patterns[row]!, cells };
  }
  if (elisionLine === undefined) return { lines, ledger };
  for (const { line } of [...outside, ...rows.filter((_, index) => !assigned.includes(index))])
    lines[line - 1] = { as: 'elided', pageLine: elisionLine };
  return { lines, ledger };
}

function holes(lines: readonly string[], firstLine: number): Hole[] {
  return [...tokenHoles(lines, firstLine), ...tableHoles(lines, firstLine)];
}

function tableHoles(lines: readonly string[], firstLine: number): Hole[] {
  const [found] = tablesIn(lines, isElision);
  if (!found)
    return [
      {
        pageLine: firstLine,
        detail:
          '`match=table` needs a line of at least two column heads in capital letters, two blanks apart, ' +
          'and a row below it; print them, or delete the option',
      },
    ];
  const outside = lines.findIndex(
    (line, index) => line.trim() !== '' && !isElision(line) && (index < found.head || index >= found.end),
  );
  if (outside < 0) return [];
  return [
    {
      pageLine: firstLine + outside,
      detail:
        '`match=table` compares one table, and this line is no part of it; delete the line or the option',
    },
  ];
}
