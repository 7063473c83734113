import type { Bindings, Comparison, Reason } from '../../../src/guide/outcome.ts';
import { lineFits, type Page, type Sheet } from '../table/page.ts';
import { rowKey, rowPair } from '../table/row-pair.ts';
import { Ledger } from '../text/ledger.ts';
import { fits } from '../text/match-text.ts';
import { whyNot } from '../text/why.ts';
import { acceptedWords } from './accepted-words.ts';
import { type Alignment, align } from './align.ts';
import { compareColumns } from './compare-columns.ts';
import { compareAsTable } from './compare-table.ts';

export interface Explanation {
  readonly reasons: readonly Reason[];
  readonly comparison: Comparison;
}

/** A person reads the first ones. */
const reasonsAtMost = 50;

/** Where and why an output that did not match is not what the page says. At least one reason. */
export function explain(
  page: Page,
  actual: Sheet,
  before: Bindings,
  literals: ReadonlySet<string>,
): Explanation {
  const alignment = align(page, actual);
  const ledger = new Ledger(before);
  const judged = alignment.map((pair): Alignment => {
    if (pair.op !== 'same') return pair;
    return lineFits(page, pair.page, actual, pair.actual, ledger) ? pair : { ...pair, op: 'changed' };
  });
  const replayed = new Ledger(before);
  const reasons = withMoves(judged.flatMap((pair) => reasonsFor(page, actual, pair, replayed, literals)));
  return {
    reasons: reasons.length > 0 ? reasons.slice(0, reasonsAtMost) : [undecided(page)],
    comparison:
      compareAsTable(page, actual, judged, before, literals) ??
      compareLines(page, actual, judged, new Ledger(before), literals),
  };
}

function reasonsFor(
  page: Page,
  actual: Sheet,
  pair: Alignment,
  ledger: Ledger,
  literals: ReadonlySet<string>,
): Reason[] {
  switch (pair.op) {
    case 'elided':
      return [];
    case 'same':
      lineFits(page, pair.page, actual, pair.actual, ledger);
      return [];
    case 'missing': {
      const [pageLine, expected] = [page.pageLine(pair.page), page.lines[pair.page]!];
      return page.rowOf[pair.page]
        ? [{ code: 'missing-row', pageLine, row: rowKey(page, pair.page), expected }]
        : [{ code: 'missing-line', pageLine, expected }];
    }
    case 'extra': {
      const [actualLine, text] = [pair.actual + 1, actual.lines[pair.actual]!];
      return actual.rowOf[pair.actual] && page.tables.length > 0
        ? [{ code: 'extra-row', actualLine, row: rowKey(actual, pair.actual), actual: text }]
        : [{ code: 'extra-line', actualLine, actual: text, pageLine: page.pageLine(0) }];
    }
    case 'changed':
      return changeReasons(page, actual, pair.page, pair.actual, ledger, literals);
  }
}

function changeReasons(
  page: Page,
  actual: Sheet,
  index: number,
  line: number,
  ledger: Ledger,
  literals: ReadonlySet<string>,
): Reason[] {
  const [pageLine, actualLine] = [page.pageLine(index), line + 1];
  const columns = compareColumns(page, actual, index, line);
  if (columns.length > 0) return columns;
  const row = rowPair(page, index, actual, line, literals);
  const cells = row?.columns.flatMap(({ name, page: pattern, actual: text }): Reason[] => {
    if (fits(pattern, text, ledger, pageLine)) return [];
    return [
      {
        code: 'cell',
        pageLine,
        actualLine,
        row: row.key,
        column: name,
        expected: pattern.text,
        actual: text,
        why: whyNot(pattern, text, ledger),
      },
    ];
  });
  if (
    row &&
    cells &&
    (cells.length > 0 ||
      row.columns.length < page.rowOf[index]!.heads.length ||
      row.columns.length < actual.rowOf[line]!.heads.length)
  )
    return cells;
  const [expected, text] = [page.lines[index]!, actual.lines[line]!];
  return [
    {
      code: 'line',
      pageLine,
      actualLine,
      expected,
      actual: text,
      why: whyNot(page.pattern(index), text, ledger),
    },
  ];
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
    return {
      code: 'moved-row',
      pageLine: reason.pageLine,
      row: reason.row,
      expected: reason.expected,
      actual: `line ${extra.actualLine}`,
    };
  });
  return moved.filter((reason) => !used.has(reason));
}

/** Each line fits for itself, but no reading fits them all together. */
function undecided(page: Page): Reason {
  return { code: 'missing-line', pageLine: page.pageLine(0), expected: page.lines[0] ?? '' };
}

function compareLines(
  page: Page,
  actual: Sheet,
  alignment: readonly Alignment[],
  ledger: Ledger,
  literals: ReadonlySet<string>,
): Comparison {
  return {
    kind: 'lines',
    lines: alignment.map((pair) => {
      switch (pair.op) {
        case 'same': {
          const [expected, text, pageLine] = [
            page.lines[pair.page]!,
            actual.lines[pair.actual]!,
            page.pageLine(pair.page),
          ];
          lineFits(page, pair.page, actual, pair.actual, ledger);
          return expected === text
            ? { op: 'same', text: actual.raw[pair.actual]!, pageLine }
            : { op: 'accepted', page: page.raw[pair.page]!, actual: actual.raw[pair.actual]!, pageLine };
        }
        case 'changed': {
          const [own, other] = [page.raw[pair.page]!, actual.raw[pair.actual]!];
          const accepted = acceptedWords(own, other, ledger, literals);
          return {
            op: 'changed',
            page: own,
            actual: other,
            pageLine: page.pageLine(pair.page),
            ...(accepted.length > 0 && { accepted }),
          };
        }
        case 'missing':
          return { op: 'missing', page: page.raw[pair.page]!, pageLine: page.pageLine(pair.page) };
        case 'extra':
          return { op: 'extra', actual: actual.raw[pair.actual]! };
        case 'elided':
          return { op: 'elided', count: pair.count };
      }
    }),
  };
}
