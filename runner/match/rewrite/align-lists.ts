/** Two lists to be aligned: entries of the page and entries of the output. */
export interface Lists {
  /** Number of entries of the page, and of the output. */
  readonly page: number;
  readonly actual: number;
  /** Whether a page entry is an elision, which stands for any number of output entries. */
  readonly isGap: (page: number) => boolean;
  /** The ways in which a page entry can take output entries from `actual` on. */
  readonly ways: (page: number, actual: number) => readonly Way[];
}

export interface Way {
  /** Number of output entries. */
  readonly width: number;
  /** The cost is 0 if the page entry fits the output entries as it is. */
  readonly cost: number;
}

/** One step of turning the page's list into the output's list. */
export type Step =
  | {
      readonly op: 'pair';
      readonly page: number;
      readonly actual: number;
      readonly width: number;
      readonly same: boolean;
    }
  | { readonly op: 'drop'; readonly page: number }
  | { readonly op: 'add'; readonly actual: number }
  | { readonly op: 'gap'; readonly page: number };

/**
 * The cost of dropping a printed entry. It is higher than that of adding one, because the author printed the
 * entry.
 */
const dropCost = 2;
const addCost = 1;
/** Lists that need a larger table of costs than this are not aligned. */
const cellsAtMost = 400_000;

/**
 * The cheapest steps that turn the page's list into the output's list (Needleman and Wunsch 1970). Undefined
 * when the lists are too long.
 */
export function alignLists({ page, actual, isGap, ways }: Lists): Step[] | undefined {
  const width = actual + 1;
  if ((page + 1) * width > cellsAtMost) return undefined;
  const cost = new Float64Array((page + 1) * width).fill(Infinity);
  const taken = new Map<number, Way>();
  /** A cell is 1 if the next step from it adds an output entry or puts the entry into a gap. */
  const staysInRow = new Uint8Array((page + 1) * width);
  cost[page * width + actual] = 0;
  for (let row = page; row >= 0; row -= 1) {
    const gap = row < page && isGap(row);
    for (let column = actual; column >= 0; column -= 1) {
      const at = row * width + column;
      const offer = (next: number, step: number, way?: Way) => {
        const sum = cost[next]! + step;
        if (sum >= cost[at]!) return;
        cost[at] = sum;
        staysInRow[at] = next === at + 1 ? 1 : 0;
        if (way) taken.set(at, way);
        else taken.delete(at);
      };
      if (row < page && !gap && column < actual)
        for (const way of ways(row, column)) offer(at + width + way.width, way.cost, way);
      if (row < page) offer(at + width, gap ? 0 : dropCost);
      if (column < actual) offer(at + 1, gap ? 0 : addCost);
    }
  }
  return stepsThrough({ page, actual, isGap }, (at) => ({ way: taken.get(at), stays: staysInRow[at] === 1 }));
}

/** Follows the cheapest choices from the start of both lists. */
function stepsThrough(
  { page, actual, isGap }: Pick<Lists, 'page' | 'actual' | 'isGap'>,
  choice: (at: number) => { readonly way: Way | undefined; readonly stays: boolean },
): Step[] {
  const steps: Step[] = [];
  for (let row = 0, column = 0; row < page || column < actual; ) {
    const { way, stays } = choice(row * (actual + 1) + column);
    const gap = row < page && isGap(row);
    if (way) {
      steps.push({ op: 'pair', page: row, actual: column, width: way.width, same: way.cost === 0 });
      row += 1;
      column += way.width;
    } else if (stays) {
      if (!gap) steps.push({ op: 'add', actual: column });
      column += 1;
    } else {
      steps.push(gap ? { op: 'gap', page: row } : { op: 'drop', page: row });
      row += 1;
    }
  }
  return steps;
}
