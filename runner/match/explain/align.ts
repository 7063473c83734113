import { type LinesBeside, lineFits, type Page, type Sheet } from '../table/page.ts';
import { rowPair } from '../table/row-pair.ts';
import { Ledger } from '../text/ledger.ts';

/**
 * The lines of the page and of the output beside each other, to explain a difference. No verdict depends on
 * it. `page` and `actual` are indices of lines.
 */
export type Alignment =
  | { readonly op: 'same' | 'changed'; readonly page: number; readonly actual: number }
  | { readonly op: 'missing'; readonly page: number }
  | { readonly op: 'extra'; readonly actual: number }
  | { readonly op: 'elided'; readonly page: number; readonly count: number };

/** At most this many lines are aligned at once. Lines after them are shown as missing or extra. */
const windowLinesAtMost = 200;

/** The cheapest way to turn the page into the output, without regard to bindings. */
export function align(page: Page, actual: Sheet): Alignment[] {
  const free = Ledger.free();
  const same = (index: number, line: number) => lineFits({ page, index, output: actual, line }, free);
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
 * The lines that fit from the start on. If the output is too long for one window, also lines after elisions,
 * each at the first place where they fit.
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

/** Lines of the page and of the output: from `first` up to and without `end`. */
interface Window {
  readonly first: number;
  readonly firstActual: number;
  readonly pageEnd: number;
  readonly actualEnd: number;
}

/** The costs of turning the page lines of a window, from `row` on, into its output lines. */
interface Costs {
  readonly rest: (row: number, column: number) => number;
  /** The cost of showing two lines beside each other. */
  readonly pair: (row: number, column: number) => number;
}

function cheapest(page: Page, actual: Sheet, same: Same, window: Window): Alignment[] {
  const { first, firstActual, pageEnd, actualEnd } = window;
  const [rows, columns] = [pageEnd - first, actualEnd - firstActual];
  const costs = costsIn(page, actual, same, window);
  const alignments: Alignment[] = [];
  let [row, column, elidedLines] = [0, 0, 0];
  while (row < rows || column < columns) {
    if (row < rows && page.elided[first + row]) {
      if (costs.rest(row, column) === costs.rest(row + 1, column)) {
        alignments.push({ op: 'elided', page: first + row, count: elidedLines });
        elidedLines = 0;
        row += 1;
      } else {
        elidedLines += 1;
        column += 1;
      }
      continue;
    }
    const pair = costs.pair(row, column);
    if (pair < Infinity && costs.rest(row, column) === costs.rest(row + 1, column + 1) + pair) {
      const op = pair === 0 ? 'same' : 'changed';
      alignments.push({ op, page: first + row, actual: firstActual + column });
      row += 1;
      column += 1;
    } else if (row < rows && costs.rest(row, column) === costs.rest(row + 1, column) + 1) {
      alignments.push({ op: 'missing', page: first + row });
      row += 1;
    } else {
      alignments.push({ op: 'extra', actual: firstActual + column });
      column += 1;
    }
  }
  return alignments;
}

function costsIn(page: Page, output: Sheet, same: Same, window: Window): Costs {
  const { first, firstActual, pageEnd, actualEnd } = window;
  const [rows, columns] = [pageEnd - first, actualEnd - firstActual];
  const width = columns + 1;
  const rest = new Float64Array((rows + 1) * width);
  const pairs = new Float64Array(rows * columns);
  for (let row = rows; row >= 0; row -= 1) {
    const elided = row < rows && page.elided[first + row] === true;
    for (let column = columns; column >= 0; column -= 1) {
      const at = row * width + column;
      const missing = row < rows ? rest[at + width]! + (elided ? 0 : 1) : Infinity;
      const extra = column < columns ? rest[at + 1]! + (elided ? 0 : 1) : Infinity;
      let pair = Infinity;
      if (row < rows && column < columns && !elided) {
        const lines = { page, index: first + row, output, line: firstActual + column };
        pairs[row * columns + column] = same(lines.index, lines.line) ? 0 : changeCost(lines);
        pair = rest[at + width + 1]! + pairs[row * columns + column]!;
      }
      rest[at] = row === rows && column === columns ? 0 : Math.min(missing, extra, pair);
    }
  }
  return {
    rest: (row, column) => rest[row * width + column]!,
    pair: (row, column) => (row < rows && column < columns ? pairs[row * columns + column]! : Infinity),
  };
}

/**
 * The cost of showing two lines that do not fit as one changed line. It is less than the cost of a missing
 * and an extra line (2) if the two are likely to be the same line.
 */
function changeCost(pair: LinesBeside): number {
  const { page, index, output, line } = pair;
  const [pageHead, actualHead] = [
    page.tables.some(({ head }) => head === index),
    output.tables.some(({ head }) => head === line),
  ];
  if (pageHead || actualHead) return pageHead && actualHead ? 1 : Infinity;
  if (page.rowOf[index] && output.rowOf[line]) return rowPair(pair)?.sameKey ? 1 : Infinity;
  if ((page.lines[index] === '') !== (output.lines[line] === '')) return Infinity;
  return 1.9 - 0.9 * sharedWords(page.lines[index]!, output.lines[line]!);
}

/** The share of words that two lines have in common, in steps of 1/16 so that sums of costs are exact. */
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
