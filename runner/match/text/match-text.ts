import type { Ledger } from './ledger.ts';
import type { Pattern, Piece } from './pattern.ts';
import { type Budget, type Item, search, stepsAtMost } from './search.ts';
import { startsName } from './values/generated-name.ts';
import type { Value } from './values/value.ts';

/** Whether a text of the output fits the pattern. If so, the ledger holds what its samples stand for. */
export function fits(pattern: Pattern, text: string, ledger: Ledger, pageLine: number): boolean {
  if (isPlain(pattern)) return pattern.text === text;
  if (isStraight(pattern)) {
    const mark = ledger.mark();
    const end = straightEnd(pattern, text, ledger, pageLine);
    if (end === text.length) return true;
    ledger.undo(mark);
    return false;
  }
  return !search(itemsOf(pattern, text, pageLine), text.length, ledger, { steps: stepsAtMost }).next().done;
}

const waysAtMost = 100;

/**
 * Yields once for each way in which the text fits the pattern, while the ledger holds the bindings of that
 * way.
 */
export function* waysToFit(
  pattern: Pattern,
  text: string,
  {
    ledger,
    pageLine,
    budget,
  }: { readonly ledger: Ledger; readonly pageLine: number; readonly budget: Budget },
): Generator<void, void, void> {
  let left = waysAtMost;
  for (const way of search(itemsOf(pattern, text, pageLine), text.length, ledger, budget)) {
    yield way;
    left -= 1;
    if (left === 0) return;
  }
}

/** Whether a text may fit the pattern in two ways with different bindings. */
export function isAmbiguous(pattern: Pattern): boolean {
  return (
    !isStraight(pattern) &&
    pattern.pieces.some((piece) => piece.kind === 'value' && piece.value.identity !== undefined)
  );
}

function isPlain({ pieces }: Pattern): boolean {
  return pieces.length === 0 || (pieces.length === 1 && pieces[0]!.kind === 'text');
}

/** Whether each piece has at most one end, so that no search is needed. */
function isStraight({ pieces }: Pattern): boolean {
  return pieces.every((piece) => piece.kind === 'text' || (piece.kind === 'value' && !piece.value.elastic));
}

function straightEnd(pattern: Pattern, text: string, ledger: Ledger, pageLine: number): number {
  let from = 0;
  for (const piece of pattern.pieces) {
    const end =
      piece.kind === 'text'
        ? textEnd(piece.text, text, from)
        : piece.kind === 'value'
          ? valueEnd(piece.value, { text, from, ledger, pageLine })
          : -1;
    if (end < 0) return -1;
    from = end;
  }
  return from;
}

function textEnd(expected: string, text: string, from: number): number {
  return text.startsWith(expected, from) ? from + expected.length : -1;
}

/** A place in a text of the output at which a value of the page is tried. */
interface ValuePlace {
  readonly text: string;
  readonly from: number;
  readonly ledger: Ledger;
  readonly pageLine: number;
}

/**
 * The end of the value, or -1 if the text at `from` is not of its type, or if the sample stands for another
 * value.
 */
export function valueEnd(value: Value, { text, from, ledger, pageLine }: ValuePlace): number {
  const actual = valueAt(value, text, from);
  if (actual === undefined) return -1;
  if (value.identity && !ledger.bind(value.identity, actual, pageLine)) return -1;
  return from + actual.length;
}

/** The text of the value's type at `from`, whatever the sample stands for. */
export function valueAt(value: Value, text: string, from: number): string | undefined {
  const { prefix = '', accepts } = value;
  if (prefix !== '' && !(text.startsWith(prefix, from) && startsName(text, from))) return undefined;
  accepts.lastIndex = from + prefix.length;
  const rest = accepts.exec(text)?.[0];
  const found = rest === undefined ? undefined : prefix + rest;
  return found !== undefined && (!value.valid || value.valid(found)) ? found : undefined;
}

/**
 * The ends at which an elastic value may end, the longest text first. Each end is bound while it is tried.
 */
function* elasticEnds(
  value: Value,
  { text, from, ledger, pageLine }: ValuePlace,
): Generator<number, void, void> {
  const longest = valueAt(value, text, from);
  if (longest === undefined) return;
  for (let length = longest.length; length > 0; length -= 1) {
    const actual = text.slice(from, from + length);
    if (!value.elastic?.test(text[from + length - 1]!)) continue;
    if (!value.identity || ledger.bind(value.identity, actual, pageLine)) yield from + length;
  }
}

/**
 * The first place from `from` on at which the text may hold a value of the type, or -1. One search is faster
 * than a test at each place.
 */
function nextValue({ prefix = '', accepts }: Value, text: string, from: number): number {
  if (prefix !== '') return text.indexOf(prefix, from);
  const expression = globalOf(accepts);
  expression.lastIndex = from;
  const found = expression.exec(text);
  return found ? Math.max(from, found.index) : -1;
}

const globalExpressions = new WeakMap<RegExp, RegExp>();

/** The same regular expression, global instead of sticky. */
function globalOf(sticky: RegExp): RegExp {
  const known = globalExpressions.get(sticky);
  if (known) return known;
  const expression = new RegExp(sticky.source, sticky.flags.replace('y', 'g'));
  globalExpressions.set(sticky, expression);
  return expression;
}

/** The text in which the pieces of a pattern are searched. */
interface SearchedText {
  readonly text: string;
  readonly pageLine: number;
}

/** The pattern's pieces as items of a search over the text's characters. */
export function itemsOf(pattern: Pattern, text: string, pageLine: number): Item[] {
  const last = pattern.pieces.length - 1;
  return pattern.pieces.map((piece, index): Item => {
    switch (piece.kind) {
      case 'text':
        return {
          gap: false,
          width: piece.text.length,
          ends: (from) => (text.startsWith(piece.text, from) ? [from + piece.text.length] : []),
          next: (from) => text.indexOf(piece.text, from),
        };
      case 'elision':
        return elisionItem(piece, text, { isFirst: index === 0, isLast: index === last });
      case 'value':
        return valueItem(piece.value, { text, pageLine });
    }
  });
}

function valueItem(value: Value, { text, pageLine }: SearchedText): Item {
  if (value.type === 'any' && !value.identity) return { gap: true, fits: (from, to) => to > from };
  const next = (from: number) => nextValue(value, text, from);
  if (value.elastic)
    return {
      gap: false,
      next,
      ends: (from, ledger) => elasticEnds(value, { text, from, ledger, pageLine }),
    };
  return {
    gap: false,
    next,
    ends: (from, ledger) => {
      const end = valueEnd(value, { text, from, ledger, pageLine });
      return end < 0 ? [] : [end];
    },
  };
}

/**
 * The elided text includes the blanks that belong to the elision. One blank may be both the blank before and
 * the blank after. At an end of the line, the elided text may be empty.
 */
function elisionItem(
  { extent, blankBefore, blankAfter }: Extract<Piece, { kind: 'elision' }>,
  text: string,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): Item {
  if (extent === 'rest of word') return { gap: false, ends: (from) => [wordEnd(text, from)] };
  const wholeWords = extent === 'whole words';
  return {
    gap: true,
    starts: (from) => {
      if (wholeWords && isInsideWord(text, from)) return false;
      return !blankBefore || text[from] === ' ' || (isLast && from === text.length);
    },
    fits: (from, to) => {
      if (wholeWords && isInsideWord(text, to)) return false;
      if (from === to) return (!blankBefore || isLast) && (!blankAfter || isFirst);
      return !blankAfter || text[to - 1] === ' ';
    },
  };
}

function isInsideWord(text: string, place: number): boolean {
  return (
    place > 0 &&
    place < text.length &&
    /^[\p{L}\p{N}_](?:[\p{L}\p{N}_]|'\p{L})/u.test(text.slice(place - 1, place + 2))
  );
}

function wordEnd(text: string, from: number): number {
  const blank = text.indexOf(' ', from);
  return blank < 0 ? text.length : blank;
}
