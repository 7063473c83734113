import type { Ledger } from './ledger.ts';

/** Two lists without an order: which of the page's entries is which of the output's. */
export interface Assignment {
  readonly pageTexts: readonly string[];
  readonly actualTexts: readonly string[];
  /** What is left of an entry without its values: entries of one shape are tried first with each other. */
  readonly pageShapes: readonly string[];
  readonly actualShapes: readonly string[];
  /** Whether the entries fit; if so, the ledger holds what they bound. */
  readonly fits: (page: number, actual: number, ledger: Ledger) => boolean;
}

/** Comparisons before an assignment is given up. */
const stepsAtMost = 4_000_000;

/**
 * For each entry of the page the output's entry that it is, no two the same; undefined for those that have
 * none. As many as possible are assigned (augmenting paths, Kuhn 1955). Equal texts are each other's first:
 * an entry that could take another's place there fits that other's place too. Bindings are kept by trying the
 * next candidate; what they forbid stays unassigned.
 */
export function assign(assignment: Assignment, free: Ledger, ledger: Ledger): (number | undefined)[] {
  const start = ledger.mark();
  const quick = byShape(assignment, ledger);
  if (!quick.includes(undefined)) return quick;
  ledger.undo(start);
  const { pageTexts, actualTexts, fits } = assignment;
  const taken = equalTexts(pageTexts, actualTexts);
  const usedActual = new Set(taken.filter((actual) => actual !== undefined));
  const open = pageTexts.flatMap((_, page) => (taken[page] === undefined ? [page] : []));
  const left = actualTexts.flatMap((_, actual) => (usedActual.has(actual) ? [] : [actual]));
  let steps = stepsAtMost;
  const candidates = new Map(
    open.map((page) => [
      page,
      left.filter((actual) => {
        steps -= 1;
        return steps > 0 && fits(page, actual, free);
      }),
    ]),
  );
  for (const [page, actual] of taken.entries())
    if (actual !== undefined && !fits(page, actual, ledger)) taken[page] = undefined;
  return bound(open, candidates, fits, ledger) ?? largest(open, candidates);

  /** Depth first, fewest candidates first; undefined when no complete assignment was found in time. */
  function bound(
    pages: readonly number[],
    options: ReadonlyMap<number, readonly number[]>,
    check: Assignment['fits'],
    book: Ledger,
  ): (number | undefined)[] | undefined {
    const order = pages.toSorted((a, b) => options.get(a)!.length - options.get(b)!.length);
    const next = order.map(() => 0);
    const marks = order.map(() => 0);
    const result = [...taken];
    const busy = new Set<number>();
    let depth = 0;
    for (let tries = 200_000; tries > 0 && depth < order.length; tries -= 1) {
      const page = order[depth]!;
      const actual = options.get(page)![next[depth]!];
      if (actual === undefined) {
        next[depth] = 0;
        depth -= 1;
        if (depth < 0) return undefined;
        book.undo(marks[depth]!);
        busy.delete(result[order[depth]!]!);
        result[order[depth]!] = undefined;
        continue;
      }
      next[depth]! += 1;
      marks[depth] = book.mark();
      if (busy.has(actual) || !check(page, actual, book)) continue;
      busy.add(actual);
      result[page] = actual;
      depth += 1;
    }
    return depth === order.length ? result : undefined;
  }

  function largest(
    pages: readonly number[],
    options: ReadonlyMap<number, readonly number[]>,
  ): (number | undefined)[] {
    const ownerOf = new Map<number, number>();
    const place = (page: number, seen: Set<number>): boolean =>
      (options.get(page) ?? []).some((actual) => {
        if (seen.has(actual)) return false;
        seen.add(actual);
        const owner = ownerOf.get(actual);
        if (owner !== undefined && (seen.size > 500 || !place(owner, seen))) return false;
        ownerOf.set(actual, page);
        return true;
      });
    for (const page of pages) place(page, new Set());
    const result = [...taken];
    for (const [actual, page] of ownerOf) if (fits(page, actual, ledger)) result[page] = actual;
    return result;
  }
}

/**
 * Each entry with the first free one of its text or shape: complete for lists that differ only in samples and
 * order.
 */
function byShape(
  { pageTexts, actualTexts, pageShapes, actualShapes, fits }: Assignment,
  ledger: Ledger,
): (number | undefined)[] {
  const result = equalTexts(pageTexts, actualTexts);
  const used = new Set(result);
  const places = new Map<string, number[]>();
  for (const [actual, shape] of actualShapes.entries()) {
    if (used.has(actual)) continue;
    const same = places.get(shape);
    if (same) same.push(actual);
    else places.set(shape, [actual]);
  }
  for (const list of places.values()) list.reverse();
  for (const [page, actual] of result.entries()) {
    const found = actual ?? places.get(pageShapes[page]!)?.pop();
    if (found === undefined || !fits(page, found, ledger)) return pageTexts.map(() => undefined);
    result[page] = found;
  }
  return result;
}

function equalTexts(page: readonly string[], actual: readonly string[]): (number | undefined)[] {
  const places = new Map<string, number[]>();
  for (const [index, text] of actual.entries()) places.set(text, [...(places.get(text) ?? []), index]);
  const reversed = new Map([...places].map(([text, indices]) => [text, indices.reverse()]));
  return page.map((text) => reversed.get(text)?.pop());
}
