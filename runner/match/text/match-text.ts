import type { Ledger } from './ledger.ts';
import type { Pattern, Piece } from './pattern.ts';
import { type Budget, type Item, search, stepsAtMost } from './search.ts';
import { startsName } from './values/generated-name.ts';
import type { Value } from './values/value.ts';

/** Whether a text of the output is what the pattern says; if so, the ledger holds what it bound. */
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

/** One yield for each way to match that may bind otherwise than the ones before. */
export function* waysToFit(
  pattern: Pattern,
  text: string,
  ledger: Ledger,
  pageLine: number,
  budget: Budget,
): Generator<void, void, void> {
  let left = waysAtMost;
  for (const way of search(itemsOf(pattern, text, pageLine), text.length, ledger, budget)) {
    yield way;
    left -= 1;
    if (left === 0) return;
  }
}

/** Could the same text match in two ways that bind differently? */
export function isAmbiguous(pattern: Pattern): boolean {
  return (
    !isStraight(pattern) &&
    pattern.pieces.some((piece) => piece.kind === 'value' && piece.value.identity !== undefined)
  );
}

const waysAtMost = 100;

type Elision = Extract<Piece, { kind: 'elision' }>;

function isPlain({ pieces }: Pattern): boolean {
  return pieces.length === 0 || (pieces.length === 1 && pieces[0]!.kind === 'text');
}

/** No choice anywhere: each piece has one end at most. */
function isStraight({ pieces }: Pattern): boolean {
  return pieces.every((piece) => piece.kind === 'text' || (piece.kind === 'value' && !piece.value.elastic));
}

function straightEnd(pattern: Pattern, text: string, ledger: Ledger, pageLine: number): number {
  let place = 0;
  for (const piece of pattern.pieces) {
    const end =
      piece.kind === 'text'
        ? textEnd(piece.text, text, place)
        : piece.kind === 'value'
          ? valueEnd(piece.value, text, place, ledger, pageLine)
          : -1;
    if (end < 0) return -1;
    place = end;
  }
  return place;
}

function textEnd(expected: string, text: string, from: number): number {
  return text.startsWith(expected, from) ? from + expected.length : -1;
}

/** Where the value at `from` ends, or -1 when there is none of that type or it is bound otherwise. */
export function valueEnd(value: Value, text: string, from: number, ledger: Ledger, pageLine: number): number {
  const actual = valueAt(value, text, from);
  if (actual === undefined) return -1;
  if (value.identity && !ledger.bind(value.identity, actual, pageLine)) return -1;
  return from + actual.length;
}

/** The text of the value's type at `from`, whatever the ledger says. */
export function valueAt(value: Value, text: string, from: number): string | undefined {
  const { prefix = '', accepts } = value;
  if (prefix !== '' && !(text.startsWith(prefix, from) && startsName(text, from))) return undefined;
  accepts.lastIndex = from + prefix.length;
  const rest = accepts.exec(text)?.[0];
  const found = rest === undefined ? undefined : prefix + rest;
  return found !== undefined && (!value.valid || value.valid(found)) ? found : undefined;
}

/**
 * The first place from `from` on where the text could hold a value of the type, or -1: one search instead of
 * a question at each place.
 */
function nextValue({ prefix = '', accepts }: Value, text: string, from: number): number {
  if (prefix !== '') return text.indexOf(prefix, from);
  const expression = anywhere(accepts);
  expression.lastIndex = from;
  const found = expression.exec(text);
  return found ? Math.max(from, found.index) : -1;
}

const searches = new WeakMap<RegExp, RegExp>();

/** The same expression, found from a place on and not only at it. */
function anywhere(sticky: RegExp): RegExp {
  const known = searches.get(sticky);
  if (known) return known;
  const made = new RegExp(sticky.source, sticky.flags.replace('y', 'g'));
  searches.set(sticky, made);
  return made;
}

/** The pattern's pieces as items of a search over the text's characters, one item a piece. */
export function itemsOf(pattern: Pattern, text: string, pageLine: number): Item[] {
  return pattern.pieces.map((piece, index) =>
    itemOf(piece, index === 0, index === pattern.pieces.length - 1, text, pageLine),
  );
}

function itemOf(piece: Piece, first: boolean, last: boolean, text: string, pageLine: number): Item {
  switch (piece.kind) {
    case 'text':
      return {
        gap: false,
        width: piece.text.length,
        ends: (from) => (text.startsWith(piece.text, from) ? [from + piece.text.length] : []),
        next: (from) => text.indexOf(piece.text, from),
      };
    case 'elision':
      if (piece.inWord) return { gap: false, ends: (from) => [wordEnd(text, from)] };
      return {
        gap: true,
        starts: (from) => elidesFrom(piece, last, text, from),
        fits: (from, to) => elidesUpTo(piece, first, last, text, from, to),
      };
    case 'value': {
      const { value } = piece;
      if (value.type === 'any' && !value.identity) return { gap: true, fits: (from, to) => to > from };
      const next = (from: number) => nextValue(value, text, from);
      if (value.elastic)
        return { gap: false, next, ends: (from, ledger) => elasticEnds(value, text, from, ledger, pageLine) };
      return {
        gap: false,
        next,
        ends: (from, ledger) => {
          const end = valueEnd(value, text, from, ledger, pageLine);
          return end < 0 ? [] : [end];
        },
      };
    }
  }
}

function isInsideWord(text: string, place: number): boolean {
  return (
    place > 0 &&
    place < text.length &&
    /^[\p{L}\p{N}_](?:[\p{L}\p{N}_]|'\p{L})/u.test(text.slice(place - 1, place + 2))
  );
}

/**
 * The elided text has the blanks that belong to it: both at once may be one blank; at an end of the line,
 * nothing.
 */
function elidesFrom(
  { wholeWords, blankBefore }: Elision,
  last: boolean,
  text: string,
  from: number,
): boolean {
  if (wholeWords && isInsideWord(text, from)) return false;
  return !blankBefore || text[from] === ' ' || (last && from === text.length);
}

function elidesUpTo(
  { wholeWords, blankBefore, blankAfter }: Elision,
  first: boolean,
  last: boolean,
  text: string,
  from: number,
  to: number,
): boolean {
  if (wholeWords && isInsideWord(text, to)) return false;
  if (from === to) return (!blankBefore || last) && (!blankAfter || first);
  return !blankAfter || text[to - 1] === ' ';
}

function wordEnd(text: string, from: number): number {
  const blank = text.indexOf(' ', from);
  return blank < 0 ? text.length : blank;
}

function* elasticEnds(
  value: Value,
  text: string,
  from: number,
  ledger: Ledger,
  pageLine: number,
): Generator<number, void, void> {
  const longest = valueAt(value, text, from);
  if (longest === undefined) return;
  for (let length = longest.length; length > 0; length -= 1) {
    const actual = text.slice(from, from + length);
    if (!value.elastic?.test(text[from + length - 1]!)) continue;
    if (!value.identity || ledger.bind(value.identity, actual, pageLine)) yield from + length;
  }
}
