import { Ledger } from './ledger.ts';

/** Two lists without order: the entries of the page and of the output. */
export interface Assignment {
  readonly pageTexts: readonly string[];
  readonly actualTexts: readonly string[];
  /** The entries without their values. Entries with the same shape are tried with each other first. */
  readonly pageShapes: readonly string[];
  readonly actualShapes: readonly string[];
  /** Whether two entries fit. If so, the ledger holds what the samples stand for. */
  readonly fits: (page: number, actual: number, ledger: Ledger) => boolean;
}

/** At most this many pairs of entries are compared. Further pairs count as not fitting. */
const stepsAtMost = 4_000_000;

/**
 * Assigns to each entry of the page an entry of the output, or undefined when none is left that fits. As many
 * as possible are assigned (augmenting paths, Kuhn 1955). Entries with equal texts are assigned to each other
 * first. If bindings forbid a candidate, the next one is tried; if they forbid all, the entry is not
 * assigned.
 */
export function assign(assignment: Assignment, ledger: Ledger): (number | undefined)[] {
  const start = ledger.mark();
  const quick = byShape(assignment, ledger);
  if (!quick.includes(undefined)) return quick;
  ledger.undo(start);
  const { pageTexts, actualTexts, fits } = assignment;
  const assigned = equalTexts(pageTexts, actualTexts);
  const usedActual = new Set(assigned.filter((actual) => actual !== undefined));
  const entries = pageTexts.flatMap((_, page) => (assigned[page] === undefined ? [page] : []));
  const left = actualTexts.flatMap((_, actual) => (usedActual.has(actual) ? [] : [actual]));
  const free = Ledger.free();
  let steps = stepsAtMost;
  const candidates = new Map(
    entries.map((page) => [
      page,
      left.filter((actual) => {
        steps -= 1;
        return steps > 0 && fits(page, actual, free);
      }),
    ]),
  );
  for (const [page, actual] of assigned.entries())
    if (actual !== undefined && !fits(page, actual, ledger)) assigned[page] = undefined;
  const open: OpenEntries = { entries, candidates, assigned, fits };
  return completeAssignment(open, ledger) ?? largestAssignment(open, ledger);
}

/**
 * The entries of the page that are not assigned by equal text, and the entries of the output that fit them.
 */
interface OpenEntries {
  readonly entries: readonly number[];
  readonly candidates: ReadonlyMap<number, readonly number[]>;
  /** The assignment by equal text. */
  readonly assigned: readonly (number | undefined)[];
  readonly fits: Assignment['fits'];
}

const triesAtMost = 200_000;

/**
 * Searches depth first and begins with the entries that have the fewest candidates. Undefined when no
 * complete assignment is found within `triesAtMost`.
 */
function completeAssignment(
  { entries, candidates, assigned, fits }: OpenEntries,
  ledger: Ledger,
): (number | undefined)[] | undefined {
  const order = entries.toSorted((a, b) => candidates.get(a)!.length - candidates.get(b)!.length);
  const next = order.map(() => 0);
  const marks = order.map(() => 0);
  const result = [...assigned];
  const used = new Set<number>();
  let depth = 0;
  for (let tries = triesAtMost; tries > 0 && depth < order.length; tries -= 1) {
    const page = order[depth]!;
    const actual = candidates.get(page)![next[depth]!];
    if (actual === undefined) {
      next[depth] = 0;
      depth -= 1;
      if (depth < 0) return undefined;
      ledger.undo(marks[depth]!);
      used.delete(result[order[depth]!]!);
      result[order[depth]!] = undefined;
      continue;
    }
    next[depth]! += 1;
    marks[depth] = ledger.mark();
    if (used.has(actual) || !fits(page, actual, ledger)) continue;
    used.add(actual);
    result[page] = actual;
    depth += 1;
  }
  return depth === order.length ? result : undefined;
}

/** The longest augmenting path that the search follows. */
const pathAtMost = 500;

/**
 * Assigns as many entries as possible without regard to bindings, then drops the pairs that the bindings
 * forbid.
 */
function largestAssignment(
  { entries, candidates, assigned, fits }: OpenEntries,
  ledger: Ledger,
): (number | undefined)[] {
  const ownerOf = new Map<number, number>();
  const place = (page: number, seen: Set<number>): boolean =>
    (candidates.get(page) ?? []).some((actual) => {
      if (seen.has(actual)) return false;
      seen.add(actual);
      const owner = ownerOf.get(actual);
      if (owner !== undefined && (seen.size > pathAtMost || !place(owner, seen))) return false;
      ownerOf.set(actual, page);
      return true;
    });
  for (const page of entries) place(page, new Set());
  const result = [...assigned];
  for (const [actual, page] of ownerOf) if (fits(page, actual, ledger)) result[page] = actual;
  return result;
}

/** Assigns by equal text, then by equal shape. Complete for lists that differ only in samples and order. */
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
