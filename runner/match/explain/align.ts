import { lineFits, type Page, type Sheet } from '../table/page.ts';
import { rowPair } from '../table/row-pair.ts';
import { Ledger } from '../text/ledger.ts';

/**
 * Which line of the page is shown beside which line of the output, to explain a difference. No verdict
 * depends on it.
 */
export type Alignment =
  | { readonly op: 'same' | 'changed'; readonly page: number; readonly actual: number }
  | { readonly op: 'missing'; readonly page: number }
  | { readonly op: 'extra'; readonly actual: number }
  | { readonly op: 'elided'; readonly page: number; readonly count: number };

/** Lines beyond these are shown as missing and extra, not beside each other. */
const windowLinesAtMost = 200;

/** The cheapest way to turn the page into the output, bindings aside. */
export function align(page: Page, actual: Sheet): Alignment[] {
  const free = Ledger.free();
  const same = (index: number, line: number) => lineFits(page, index, actual, line, free);
  const { alignments, first, firstActual } = beginning(page, actual, same);
  let [pageEnd, actualEnd] = [page.lines.length, actual.lines.length];
  while (
    pageEnd > first &&
    actualEnd > firstActual &&
    !page.elided[pageEnd - 1] &&
    same(pageEnd - 1, actualEnd - 1)
  ) {
    pageEnd -= 1;
    actualEnd -= 1;
  }
  const [pageWindow, actualWindow] = [
    Math.min(pageEnd, first + windowLinesAtMost),
    Math.min(actualEnd, firstActual + windowLinesAtMost),
  ];
  return [
    ...alignments,
    ...cheapest(page, actual, same, { first, firstActual, pageEnd: pageWindow, actualEnd: actualWindow }),
    ...range(pageWindow, pageEnd).map(
      (line): Alignment =>
        page.elided[line] ? { op: 'elided', page: line, count: 0 } : { op: 'missing', page: line },
    ),
    ...range(actualWindow, actualEnd).map((line): Alignment => ({ op: 'extra', actual: line })),
    ...range(pageEnd, page.lines.length).map(
      (line): Alignment => ({ op: 'same', page: line, actual: actualEnd + line - pageEnd }),
    ),
  ];
}

/**
 * What fits from the start on. In an output too long for one window, also behind elisions: leftmost, as the
 * search goes.
 */
function beginning(
  page: Page,
  actual: Sheet,
  same: Same,
): { alignments: Alignment[]; first: number; firstActual: number } {
  const alignments: Alignment[] = [];
  const long = Math.max(page.lines.length, actual.lines.length) > windowLinesAtMost;
  let [first, firstActual] = [0, 0];
  while (first < page.lines.length) {
    if (!page.elided[first]) {
      if (firstActual >= actual.lines.length || !same(first, firstActual)) break;
      alignments.push({ op: 'same', page: first, actual: firstActual });
      first += 1;
      firstActual += 1;
      continue;
    }
    const nextElided = page.elided.indexOf(true, first + 1);
    const block = range(first + 1, nextElided < 0 ? page.lines.length : nextElided);
    let place = nextElided < 0 ? Math.max(firstActual, actual.lines.length - block.length) : firstActual;
    while (
      place + block.length <= actual.lines.length &&
      !block.every((line, index) => same(line, place + index))
    )
      place += 1;
    if (!long || place + block.length > actual.lines.length) break;
    alignments.push({ op: 'elided', page: first, count: place - firstActual });
    first += 1;
    firstActual = place;
  }
  return { alignments, first, firstActual };
}

type Same = (page: number, actual: number) => boolean;

function cheapest(
  page: Page,
  actual: Sheet,
  same: Same,
  {
    first,
    firstActual,
    pageEnd,
    actualEnd,
  }: { first: number; firstActual: number; pageEnd: number; actualEnd: number },
): Alignment[] {
  const [rows, columns] = [pageEnd - first, actualEnd - firstActual];
  const width = columns + 1;
  const cost = new Float64Array((rows + 1) * width);
  const pairs = new Float64Array(rows * columns);
  for (let row = rows; row >= 0; row -= 1) {
    for (let column = columns; column >= 0; column -= 1) {
      const at = row * width + column;
      const elided = row < rows && page.elided[first + row] === true;
      const missing = row < rows ? cost[at + width]! + (elided ? 0 : 1) : Infinity;
      const extra = column < columns ? cost[at + 1]! + (elided ? 0 : 1) : Infinity;
      let pair = Infinity;
      if (row < rows && column < columns && !elided) {
        pairs[row * columns + column] = pairCost(page, actual, same, first + row, firstActual + column);
        pair = cost[at + width + 1]! + pairs[row * columns + column]!;
      }
      cost[at] = row === rows && column === columns ? 0 : Math.min(missing, extra, pair);
    }
  }
  const alignments: Alignment[] = [];
  let [row, column, elidedLines] = [0, 0, 0];
  while (row < rows || column < columns) {
    const at = row * width + column;
    const elided = row < rows && page.elided[first + row] === true;
    if (elided) {
      if (cost[at] === cost[at + width]) {
        alignments.push({ op: 'elided', page: first + row, count: elidedLines });
        elidedLines = 0;
        row += 1;
      } else {
        elidedLines += 1;
        column += 1;
      }
      continue;
    }
    const pair = row < rows && column < columns ? pairs[row * columns + column]! : Infinity;
    if (pair < Infinity && cost[at] === cost[at + width + 1]! + pair) {
      alignments.push({
        op: pair === 0 ? 'same' : 'changed',
        page: first + row,
        actual: firstActual + column,
      });
      row += 1;
      column += 1;
    } else if (row < rows && cost[at] === cost[at + width]! + 1) {
      alignments.push({ op: 'missing', page: first + row });
      row += 1;
    } else {
      alignments.push({ op: 'extra', actual: firstActual + column });
      column += 1;
    }
  }
  return alignments;
}

/** 0 for lines that fit, less than a missing and an extra line for lines that are each other's change. */
function pairCost(page: Page, actual: Sheet, same: Same, index: number, line: number): number {
  if (same(index, line)) return 0;
  const [pageHead, actualHead] = [
    page.tables.some(({ head }) => head === index),
    actual.tables.some(({ head }) => head === line),
  ];
  if (pageHead || actualHead) return pageHead && actualHead ? 1 : Infinity;
  if (page.rowOf[index] && actual.rowOf[line])
    return rowPair(page, index, actual, line)?.sameKey ? 1 : Infinity;
  if ((page.lines[index] === '') !== (actual.lines[line] === '')) return Infinity;
  return 1.9 - 0.9 * sharedWords(page.lines[index]!, actual.lines[line]!);
}

/** Share of words that two lines have in common, in steps of 1/16 so that sums of costs stay exact. */
function sharedWords(a: string, b: string): number {
  const [wordsOfA, wordsOfB] = [words(a), words(b)];
  const larger = Math.max(wordsOfA.size, wordsOfB.size, 1);
  return Math.floor((16 * [...wordsOfA].filter((word) => wordsOfB.has(word)).length) / larger) / 16;
}

function words(text: string): Set<string> {
  return new Set(text.slice(0, 1_000).match(/[\w./-]+/g));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
