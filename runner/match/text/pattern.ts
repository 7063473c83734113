import { tokenPattern, tokenValue } from './values/token.ts';
import { type PlacedValue, type Value, valuesIn } from './values/value.ts';

/** A text of the page, ready to be compared: a sequence of literal texts, values and elisions. */
export interface Pattern {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly value: Value }
  /**
   * `...` stands for any text. The blanks beside it belong to it: `a ... b` accepts `a b`, not `ax b`.
   * `extent`: the elision stands only for whole words, or only for the end of the word of the sample before
   * it. Absent: it stands for any text.
   */
  | {
      readonly kind: 'elision';
      readonly blankBefore: boolean;
      readonly blankAfter: boolean;
      readonly extent?: 'whole words' | 'rest of word';
    };

/**
 * An elision is exactly three dots, because programs print more dots while they are busy. Two elisions in a
 * row are one elision.
 */
const elision = /(?<!\.)\.\.\.(?!\.)(?: {1,9}\.\.\.(?!\.))*/g;

/** A quick test: every value has a digit, except a pod name after the word `pod`. */
const mayHoldValue = /\d|\bpods?[/ ]/;

/**
 * Matches the end of `Pulling image...` and `Pulling "nginx"...`, which programs print while they are busy.
 */
const busyDots = /[\p{L}\p{N}]["')\]%]?\.\.\.$/u;

/**
 * Reads a line of the page, whose runs of blanks must be collapsed. Three dots that follow a word directly at
 * the end of a line are text, not an elision: `Pulling image...` does not accept `Pulling image failed`.
 * Three dots that follow a sample directly (`10.0.0.1...`) stand for the rest of that word.
 */
export function patternOf(text: string, literals: ReadonlySet<string>): Pattern {
  const [elisions, values] = [elisionsIn(text), valuesOf(text, literals)];
  if (!busyDots.test(text.slice(-6))) return assembled(text, elisions, values);
  const last = elisions.at(-1)!;
  if (!values.some(({ end }) => end === last.start)) return assembled(text, elisions.slice(0, -1), values);
  return assembled(
    text,
    elisions.with(-1, {
      ...last,
      piece: { kind: 'elision', blankBefore: false, blankAfter: false, extent: 'rest of word' },
    }),
    values,
  );
}

/** Reads a cell of a table or a text value. In a single word, three dots at the end are an elision. */
export function cellPatternOf(text: string, literals: ReadonlySet<string>): Pattern {
  return text.includes(' ') ? patternOf(text, literals) : openPatternOf(text, literals);
}

/**
 * Reads a text in which three dots are always an elision. A text that must be absent is read so, to find
 * more.
 */
export function openPatternOf(text: string, literals: ReadonlySet<string>): Pattern {
  return assembled(text, elisionsIn(text), valuesOf(text, literals));
}

function valuesOf(text: string, literals: ReadonlySet<string>): PlacedValue[] {
  return mayHoldValue.test(text) ? valuesIn(text, literals) : [];
}

function assembled(text: string, elisions: readonly Placed[], found: readonly PlacedValue[]): Pattern {
  const marks = [...tokensIn(text), ...elisions].sort((a, b) => a.start - b.start);
  const values = found.filter(
    ({ start, end }) => !marks.some((mark) => start < mark.end && mark.start < end),
  );
  const placed = [
    ...marks,
    ...values.map(({ value, start, end }) => ({ piece: { kind: 'value', value } as Piece, start, end })),
  ].sort((a, b) => a.start - b.start);
  const pieces: Piece[] = [];
  let done = 0;
  for (const { piece, start, end } of placed) {
    if (start > done) pieces.push({ kind: 'text', text: text.slice(done, start) });
    pieces.push(piece);
    done = end;
  }
  if (done < text.length) pieces.push({ kind: 'text', text: text.slice(done) });
  return { text, pieces };
}

/** The pattern of a text that is one value. */
export function patternOfValue(value: Value): Pattern {
  return { text: value.sample, pieces: [{ kind: 'value', value }] };
}

/**
 * The pattern with any text before and after it, whole words only: `did` is not in `didn't`, nor `200` in
 * `2000`.
 */
export function within(pattern: Pattern): Pattern {
  const anything = { kind: 'elision', blankBefore: false, blankAfter: false, extent: 'whole words' } as const;
  return { text: pattern.text, pieces: [anything, ...pattern.pieces, anything] };
}

/** Whether the pattern accepts every line, because it has only elisions and `{{any}}`. */
export function acceptsAll(pattern: Pattern): boolean {
  return (
    pattern.pieces.length > 0 &&
    pattern.pieces.every((piece) => {
      switch (piece.kind) {
        case 'text':
          return piece.text.trim() === '';
        case 'value':
          return piece.value.type === 'any';
        case 'elision':
          return true;
      }
    })
  );
}

/**
 * The pattern with types in place of its values. Texts with the same shape differ at most in their values.
 */
export function shapeOf(pattern: Pattern): string {
  return pattern.pieces
    .map((piece) =>
      piece.kind === 'text' ? piece.text : piece.kind === 'value' ? `\0${piece.value.type}` : '\0',
    )
    .join('');
}

interface Placed {
  readonly piece: Piece;
  readonly start: number;
  readonly end: number;
}

function tokensIn(text: string): Placed[] {
  if (!text.includes('{{')) return [];
  return [...text.matchAll(tokenPattern)].flatMap((match) => {
    const [token, type = '', name] = match;
    const [start, end] = [match.index, match.index + token.length];
    const neighbours = { before: text.slice(0, start), after: text.slice(end) };
    const value = tokenValue({ text: token, type, name }, neighbours);
    return value ? [{ piece: { kind: 'value', value }, start, end }] : [];
  });
}

function elisionsIn(text: string): Placed[] {
  if (!text.includes('...')) return [];
  return [...text.matchAll(elision)].map((match) => {
    const blankBefore = text[match.index - 1] === ' ';
    const end = match.index + match[0].length;
    const blankAfter = text[end] === ' ';
    const start = match.index - (blankBefore ? 1 : 0);
    return { piece: { kind: 'elision', blankBefore, blankAfter }, start, end: end + (blankAfter ? 1 : 0) };
  });
}
