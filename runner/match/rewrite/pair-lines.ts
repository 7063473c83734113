import { type LinesBeside, lineFits, type Page, type Sheet } from '../table/page.ts';
import { rowPair } from '../table/row-pair.ts';
import { Ledger } from '../text/ledger.ts';
import { alignLists, type Step } from './align-lists.ts';
import { replaceCost, unlikeCost } from './likeness.ts';

/**
 * The cost of a pair that is the same line before and after a change: two head lines, or two rows with the
 * same key.
 */
const sameLineCost = 0.5;

/** The steps that turn the page's lines into the output's lines. Undefined when there are too many lines. */
export function pairLines(page: Page, output: Sheet): Step[] | undefined {
  const free = Ledger.free();
  let places: Places | undefined;
  const steps = alignLists({
    page: page.lines.length,
    actual: output.lines.length,
    isGap: (index) => page.elided[index]!,
    ways: (index, line) => {
      places ??= placesOf(page, output);
      const pair = { page, index, output, line };
      const cost = lineFits(pair, free) ? 0 : changeCost(pair, places);
      return cost === Infinity ? [] : [{ width: 1, cost }];
    },
  });
  return steps && withMoves(steps, page, output);
}

/**
 * The output lines that may be each page line, in any position: they fit it, or are the row with the same
 * key.
 */
interface Places {
  readonly linesOf: ReadonlyMap<number, ReadonlySet<number>>;
  /** The output lines that belong to a page line. */
  readonly taken: ReadonlySet<number>;
}

function placesOf(page: Page, output: Sheet): Places {
  const linesOf = new Map<number, Set<number>>();
  for (const index of page.lines.keys()) {
    if (page.elided[index] || page.lines[index] === '') continue;
    const lines = [...output.lines.keys()].filter((line) => isSameLine({ page, index, output, line }));
    if (lines.length > 0) linesOf.set(index, new Set(lines));
  }
  return { linesOf, taken: new Set([...linesOf.values()].flatMap((lines) => [...lines])) };
}

function isSameLine(pair: LinesBeside): boolean {
  return rowPair(pair)?.sameKey === true || lineFits(pair, Ledger.free());
}

function changeCost({ page, index, output, line }: LinesBeside, places: Places): number {
  const [isHead, isActualHead] = [
    page.tables.some(({ head }) => head === index),
    output.tables.some(({ head }) => head === line),
  ];
  if (isHead || isActualHead) return isHead && isActualHead ? sameLineCost : Infinity;
  if ((page.lines[index] === '') !== (output.lines[line] === '')) return Infinity;
  if (places.linesOf.get(index)?.has(line)) return sameLineCost;
  const areRows = page.rowOf[index] && output.rowOf[line];
  const cost = areRows ? unlikeCost : replaceCost(page.lines[index]!, output.lines[line]!);
  if (cost < unlikeCost) return cost;
  // Lines with nothing in common may replace each other only if neither belongs to a line elsewhere.
  const isBetweenElisions = (page.elided[index - 1] ?? false) && (page.elided[index + 1] ?? false);
  return isBetweenElisions || places.linesOf.has(index) || places.taken.has(line) ? Infinity : unlikeCost;
}

/** A page line that is dropped in one place and added in another has moved: the page keeps its text there. */
function withMoves(steps: readonly Step[], page: Page, output: Sheet): Step[] {
  const dropped = steps.flatMap((step) =>
    step.op === 'drop' && page.lines[step.page] !== '' ? [step.page] : [],
  );
  const moved = new Set<number>();
  const placed = steps.map((step): Step => {
    if (step.op !== 'add') return step;
    const from = dropped.find(
      (index) => !moved.has(index) && isSameLine({ page, index, output, line: step.actual }),
    );
    if (from === undefined) return step;
    moved.add(from);
    return { op: 'pair', page: from, actual: step.actual, width: 1, same: false };
  });
  return placed.filter((step) => step.op !== 'drop' || !moved.has(step.page));
}
