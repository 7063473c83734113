/** Two lists to be laid beside each other: what the page has, and what came. */
export interface Lists {
  readonly page: number;
  readonly actual: number;
  /** An elision: stands for any number of the actual entries. */
  readonly isGap: (page: number) => boolean;
  /**
   * The ways to take the page's entry for actual entries from `actual` on, with what each costs; 0: it is the
   * same.
   */
  readonly ways: (page: number, actual: number) => readonly Way[];
}

export interface Way {
  /** Number of actual entries. */
  readonly width: number;
  readonly cost: number;
}

export type Beside =
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

/** To drop what the author printed is worse than to add; to lose an elision is worst. */
const dropCost = 2;
const addCost = 1;
/** The table of costs beyond this is not filled. */
const cellsAtMost = 400_000;

/**
 * The cheapest way to turn the page's list into the actual one (Needleman and Wunsch 1970), or undefined when
 * the lists are too long.
 */
export function alignLists({ page, actual, isGap, ways }: Lists): Beside[] | undefined {
  const width = actual + 1;
  if ((page + 1) * width > cellsAtMost) return undefined;
  const cost = new Float64Array((page + 1) * width).fill(Infinity);
  const taken = new Map<number, Way>();
  const onward = new Uint8Array((page + 1) * width);
  cost[page * width + actual] = 0;
  for (let row = page; row >= 0; row -= 1) {
    const gap = row < page && isGap(row);
    for (let column = actual; column >= 0; column -= 1) {
      const at = row * width + column;
      const offer = (next: number, step: number, way?: Way) => {
        const sum = cost[next]! + step;
        if (sum >= cost[at]!) return;
        cost[at] = sum;
        onward[at] = next === at + 1 ? 1 : 0;
        if (way) taken.set(at, way);
        else taken.delete(at);
      };
      if (row < page && !gap && column < actual)
        for (const way of ways(row, column)) offer(at + width + way.width, way.cost, way);
      if (row < page) offer(at + width, gap ? 0 : dropCost);
      if (column < actual) offer(at + 1, gap ? 0 : addCost);
    }
  }
  return walk({ page, actual, isGap }, (at) => ({ way: taken.get(at), stays: onward[at] === 1 }));
}

function walk(
  { page, actual, isGap }: Pick<Lists, 'page' | 'actual' | 'isGap'>,
  choice: (at: number) => { readonly way: Way | undefined; readonly stays: boolean },
): Beside[] {
  const result: Beside[] = [];
  for (let row = 0, column = 0; row < page || column < actual; ) {
    const { way, stays } = choice(row * (actual + 1) + column);
    const gap = row < page && isGap(row);
    if (way) {
      result.push({ op: 'pair', page: row, actual: column, width: way.width, same: way.cost === 0 });
      row += 1;
      column += way.width;
    } else if (stays) {
      if (!gap) result.push({ op: 'add', actual: column });
      column += 1;
    } else {
      result.push(gap ? { op: 'gap', page: row } : { op: 'drop', page: row });
      row += 1;
    }
  }
  return result;
}
