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

/** One search takes at most this many steps. */
export const stepsAtMost = 1_500_000;

/** The steps that are left for one search and the searches inside its items. */
export interface Budget {
  steps: number;
}

/** A gap that starts at `from` and is tried with ends from `to` on. */
interface GapFrame {
  readonly kind: 'gap';
  readonly item: number;
  readonly from: number;
  readonly mark: number;
  readonly stamp: number;
  to: number;
  /** Whether no other end of the gap can lead to a match. */
  hopeless: boolean;
}

/** A part with several ends. */
interface EndsFrame {
  readonly kind: 'ends';
  readonly item: number;
  readonly mark: number;
  readonly more: Iterator<number>;
}

type Frame = GapFrame | EndsFrame;

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
  const start = ledger.mark();
  const run = new Search(items, length, ledger, budget);
  do {
    if (run.goForward()) yield;
  } while (run.goBack());
  ledger.undo(start);
}

class Search {
  readonly #items: readonly Item[];
  readonly #length: number;
  readonly #ledger: Ledger;
  readonly #budget: Budget;
  readonly #rests: readonly Rest[];
  /** The first place from which a gap failed, by the gap's index and a stamp. */
  readonly #failedFrom = new Map<string, number>();
  /** The gaps, and the parts with several ends, before the current item. */
  readonly #frames: Frame[] = [];
  #item = 0;
  #place = 0;
  #found = false;

  constructor(items: readonly Item[], length: number, ledger: Ledger, budget: Budget) {
    this.#items = items;
    this.#length = length;
    this.#ledger = ledger;
    this.#budget = budget;
    this.#rests = restsOf(items);
  }

  /** Goes forward until an item fails or has several ends. Returns whether the items fill all places. */
  goForward(): boolean {
    for (;;) {
      const item = this.#items[this.#item];
      if (item === undefined) {
        const isComplete = this.#place === this.#length;
        this.#found ||= isComplete;
        return isComplete;
      }
      if (item.gap) {
        this.#enterGap(item);
        return false;
      }
      this.#budget.steps -= 1;
      const mark = this.#ledger.mark();
      const ends = item.ends(this.#place, this.#ledger);
      if (!Array.isArray(ends)) {
        this.#frames.push({ kind: 'ends', item: this.#item, mark, more: ends[Symbol.iterator]() });
        return false;
      }
      if (ends.length === 0) return false;
      this.#place = ends[0];
      this.#item += 1;
    }
  }

  #enterGap(gap: Gap): void {
    const [item, from, stamp] = [this.#item, this.#place, this.#ledger.stamp];
    if (gap.starts && !gap.starts(from)) return;
    const known = this.#failedFrom.get(`${item}/${stamp}`);
    if (known !== undefined && known <= from) this.#markHopeless(stamp);
    else {
      const mark = this.#ledger.mark();
      this.#frames.push({ kind: 'gap', item, from, mark, stamp, to: from, hopeless: false });
    }
  }

  /** Goes back to the last gap or part that may end elsewhere. Returns false when there is none. */
  goBack(): boolean {
    for (;;) {
      const top = this.#frames.at(-1);
      if (top === undefined || this.#budget.steps <= 0) return false;
      this.#budget.steps -= 1;
      this.#ledger.undo(top.mark);
      const to = this.#nextEnd(top);
      if (to !== undefined) {
        this.#item = top.item + 1;
        this.#place = to;
        return true;
      }
      this.#frames.pop();
      if (top.kind === 'gap' && !this.#found) {
        this.#failedFrom.set(`${top.item}/${top.stamp}`, top.from);
        this.#markHopeless(top.stamp);
      }
    }
  }

  #nextEnd(frame: Frame): number | undefined {
    if (frame.kind === 'gap') return frame.hopeless && !this.#found ? undefined : this.#nextGapEnd(frame);
    const next = frame.more.next();
    return next.done ? undefined : next.value;
  }

  #nextGapEnd(frame: GapFrame): number | undefined {
    const { fits } = this.#items[frame.item] as Gap;
    const following = this.#items[frame.item + 1] as Part | undefined;
    const rest = this.#rests[frame.item + 1]!;
    const last = this.#length - rest.least;
    let to = rest.exact ? Math.max(frame.to, last) : frame.to;
    for (; to <= last; to += 1) {
      if (following?.next) to = following.next(to);
      if (to < 0 || to > last) return undefined;
      if (!fits || fits(frame.from, to)) {
        frame.to = to + 1;
        return to;
      }
      this.#budget.steps -= 1;
      if (rest.exact || this.#budget.steps <= 0) return undefined;
    }
    return undefined;
  }

  /**
   * Marks the last gap as hopeless if it was entered under the same bindings: another end of it could only
   * lead to the same failure again.
   */
  #markHopeless(stamp: number): void {
    const gap = this.#frames.findLast((frame) => frame.kind === 'gap');
    if (gap?.stamp === stamp) gap.hopeless = true;
  }
}

/** The least number of places that the items from an index on take, and whether this number never varies. */
interface Rest {
  readonly least: number;
  readonly exact: boolean;
}

/** Returns the rest of the items from each index on. */
function restsOf(items: readonly Item[]): Rest[] {
  const rests: Rest[] = [{ least: 0, exact: true }];
  for (const item of items.toReversed()) {
    const { least, exact } = rests.at(-1)!;
    if (item.gap) rests.push({ least, exact: false });
    else rests.push({ least: least + (item.width ?? 0), exact: exact && item.width !== undefined });
  }
  return rests.toReversed();
}
