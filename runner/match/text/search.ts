import type { Ledger } from './ledger.ts';

/**
 * Matching with wildcards: items in order fill the places from 0 to `length`, and a gap stands for any number
 * of places. Places are the lines of an output, or the characters of a line.
 *
 * Without bindings, leftmost matching is exact. If the items after a gap fail from one place, they fail from
 * all later places too. So the search moves only the last gap, and k gaps over n places cost about k + n item
 * tests.
 *
 * With bindings, the place where a sample is bound decides which places match later. Then the search moves
 * earlier gaps too, but only if a binding that a later item needs was made since (`Ledger.stamp`). A gap that
 * failed from a place is not tried from a later place under the same bindings. `stepsAtMost` bounds the
 * remaining cases: an output that needs more steps does not match.
 */
export type Item = Gap | Part;

export interface Gap {
  readonly gap: true;
  /** Whether the gap may start at `from`. Absent: it may start anywhere. */
  readonly starts?: (from: number) => boolean;
  /**
   * Whether the gap may end at `to` if it starts at `from`. If it may end there from one start, it must be
   * able to end there from each earlier start. Absent: it may end anywhere.
   */
  readonly fits?: (from: number, to: number) => boolean;
}

export interface Part {
  readonly gap: false;
  /**
   * The places where the part may end if it starts at `from`, best first. The part binds samples in the
   * ledger. A part with several ends yields them one by one, and the search undoes the bindings of one before
   * the next.
   */
  readonly ends: (from: number, ledger: Ledger) => Iterable<number>;
  /** The first place from `from` on where the part could start, or -1. Absent: it could start anywhere. */
  readonly next?: (from: number) => number;
  /** The number of places that the part takes, if that is always the same. */
  readonly width?: number;
}

/** The budget of one search. */
export const stepsAtMost = 1_500_000;

/** The steps that are left for one search and the searches inside its items. */
export interface Budget {
  steps: number;
}

type Frame =
  | {
      readonly kind: 'gap';
      readonly item: number;
      readonly from: number;
      readonly mark: number;
      readonly stamp: number;
      to: number;
      hopeless: boolean;
    }
  | { readonly kind: 'ends'; readonly item: number; readonly mark: number; readonly more: Iterator<number> };

/**
 * Yields once for each way to match, while the ledger holds its bindings. At the end, the ledger is as
 * before.
 */
export function* search(
  items: readonly Item[],
  length: number,
  ledger: Ledger,
  budget: Budget,
): Generator<void, void, void> {
  const rests = fixedRests(items);
  const failedFrom = new Map<string, number>();
  const start = ledger.mark();
  const frames: Frame[] = [];
  let item = 0;
  let place = 0;
  let found = false;

  for (;;) {
    // Go forward until an item fails or has several ends.
    for (let current = items[item]; ; current = items[item]) {
      if (current === undefined) {
        if (place === length) {
          found = true;
          yield;
        }
        break;
      }
      if (current.gap) {
        if (current.starts && !current.starts(place)) break;
        const known = failedFrom.get(`${item}/${ledger.stamp}`);
        if (known !== undefined && known <= place) markHopeless(frames, ledger.stamp);
        else
          frames.push({
            kind: 'gap',
            item,
            from: place,
            mark: ledger.mark(),
            stamp: ledger.stamp,
            to: place,
            hopeless: false,
          });
        break;
      }
      budget.steps -= 1;
      const mark = ledger.mark();
      const ends = current.ends(place, ledger);
      if (Array.isArray(ends)) {
        if (ends.length === 0) break;
        place = ends[0];
        item += 1;
      } else {
        frames.push({ kind: 'ends', item, mark, more: ends[Symbol.iterator]() });
        break;
      }
    }
    // Go back to the last gap or part that may end elsewhere.
    for (;;) {
      const top = frames.at(-1);
      if (top === undefined || budget.steps <= 0) {
        ledger.undo(start);
        return;
      }
      budget.steps -= 1;
      ledger.undo(top.mark);
      const to = top.kind === 'ends' ? next(top.more) : top.hopeless && !found ? undefined : nextEnd(top);
      if (to !== undefined) {
        item = top.item + 1;
        place = to;
        break;
      }
      frames.pop();
      if (top.kind === 'gap' && !found) {
        failedFrom.set(`${top.item}/${top.stamp}`, top.from);
        markHopeless(frames, top.stamp);
      }
    }
  }

  function nextEnd(frame: Extract<Frame, { kind: 'gap' }>): number | undefined {
    const { fits } = items[frame.item] as Gap;
    const following = items[frame.item + 1] as Part | undefined;
    const rest = rests[frame.item + 1]!;
    const last = length - rest.least;
    let to = rest.exact ? Math.max(frame.to, last) : frame.to;
    for (; to <= last; to += 1) {
      if (following?.next) to = following.next(to);
      if (to < 0 || to > last) return undefined;
      if (!fits || fits(frame.from, to)) {
        frame.to = to + 1;
        return to;
      }
      budget.steps -= 1;
      if (rest.exact || budget.steps <= 0) return undefined;
    }
    return undefined;
  }
}

/**
 * The gap before, if entered under the same bindings, could only lead to the same failure from a later place.
 */
function markHopeless(frames: readonly Frame[], stamp: number): void {
  for (let index = frames.length - 1; index >= 0; index -= 1) {
    const frame = frames[index]!;
    if (frame.kind === 'ends') continue;
    if (frame.stamp === stamp) frame.hopeless = true;
    return;
  }
}

/**
 * For the items from each index on: the least number of places that they take, and whether it never varies.
 */
function fixedRests(items: readonly Item[]): { least: number; exact: boolean }[] {
  const rests = [{ least: 0, exact: true }];
  for (const item of items.toReversed()) {
    const { least, exact } = rests.at(-1)!;
    if (item.gap) rests.push({ least, exact: false });
    else rests.push({ least: least + (item.width ?? 0), exact: exact && item.width !== undefined });
  }
  return rests.toReversed();
}

function next(ends: Iterator<number>): number | undefined {
  const result = ends.next();
  return result.done ? undefined : result.value;
}
