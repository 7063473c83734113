import type { Ledger } from './ledger.ts';

/**
 * Wildcard matching, the same for lines of an output and for characters of a line: items in order, from place
 * 0 to place `length`, where a gap stands for anything.
 *
 * Without bindings, leftmost matching is exact: if what follows a gap that started fails from one place, it
 * fails from all later ones, so only the last gap is ever moved and k gaps over n places cost about k + n
 * item tests (each gap's scan goes on where the one before ended). Bindings break that: where a sample was
 * bound decides what matches later. Then earlier gaps are moved too, but only if a binding that somebody
 * still asks for was made since (`Ledger.stamp`); and a gap known to fail from some place under the same
 * bindings is not tried again from a later one. What remains is bounded by `stepsAtMost`; an output that uses
 * it up does not match.
 */
export type Item = Gap | Part;

export interface Gap {
  readonly gap: true;
  /** May the gap start at `from`? Absent: anywhere. */
  readonly starts?: (from: number) => boolean;
  /**
   * May it stand for the places up to `to`, if it starts at `from`? What it may from one start it may from
   * each earlier one. Absent: for any.
   */
  readonly fits?: (from: number, to: number) => boolean;
}

export interface Part {
  readonly gap: false;
  /**
   * Where this part may end if it starts at `from`, best first. It binds in the ledger; a part with several
   * ends yields them one by one, and the search takes back the bindings in between.
   */
  readonly ends: (from: number, ledger: Ledger) => Iterable<number>;
  /** The first place from `from` on where it could start, or -1. Absent: anywhere. */
  readonly next?: (from: number) => number;
  /** The number of places it takes, if that is always the same. */
  readonly width?: number;
}

export const stepsAtMost = 1_500_000;

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
 * Yields once for each way to match, the ledger holding its bindings; leaves the ledger as it was when none
 * is left.
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
    // Forward, as far as it goes.
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
    // Back, to the last choice that has another answer.
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

/** The gap below, entered under the same bindings, could only lead here again, from further on. */
function markHopeless(frames: readonly Frame[], stamp: number): void {
  for (let index = frames.length - 1; index >= 0; index -= 1) {
    const frame = frames[index]!;
    if (frame.kind === 'ends') continue;
    if (frame.stamp === stamp) frame.hopeless = true;
    return;
  }
}

/**
 * For the items from each index on: the least number of places they take, and whether it is always that
 * number.
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
