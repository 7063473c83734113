import { fits, valueAt } from '../text/match-text.ts';
import { collapsed } from '../text/normalise.ts';
import { patternOf } from '../text/pattern.ts';
import { type Value, valuesIn } from '../text/values/value.ts';
import { alignLists, type Step, type Way } from './align-lists.ts';
import { elision, type Rewriting } from './candidates.ts';
import { realText } from './real-text.ts';

/** A word, a run of blanks, a single other character, a sample value or an elision of the page's line. */
interface Token {
  /** The text with its blanks as written. */
  readonly raw: string;
  readonly text: string;
  readonly value?: Value;
  readonly gap?: true;
}

const word = /\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu;

/**
 * Changes a line of the page as little as possible, so that it fits a line of the output. Words and samples
 * that differ change. Blanks, elisions and samples that still fit stay.
 * @param part the page line is only a part of the output line
 */
export function rewriteText(
  page: string,
  actual: string,
  rewriting: Rewriting,
  { part = false }: { part?: boolean } = {},
): string {
  const tokens = pageTokens(page, rewriting.literals);
  const line = actualLine(actual, rewriting.literals);
  const framed = part ? [edge, ...tokens, edge] : tokens;
  const steps = alignLists({
    page: framed.length,
    actual: line.ends.length - 1,
    isGap: (index) => framed[index]!.gap === true,
    ways: (index, at) => waysToTake(framed[index]!, line, at, rewriting),
  });
  const real = realText(part ? line.text : actual, rewriting);
  if (!steps) return rewriting.fill === 'elision' ? elision : real;
  const text = written(steps, framed, line, rewriting);
  if (rewriting.fill === 'elision' || part) return text;
  return fits(patternOf(collapsed(text), rewriting.literals), line.text, rewriting.ledger, 0) ? text : real;
}

const edge: Token = { raw: '', text: '', gap: true };

function pageTokens(line: string, literals: ReadonlySet<string>): Token[] {
  const places = placesIn(line);
  const shown = collapsed(line);
  const tokens: Token[] = [];
  let at = 0;
  const add = (text: string, more: Pick<Token, 'value' | 'gap'>) => {
    tokens.push({ raw: line.slice(places[at], places[at + text.length]), text, ...more });
    at += text.length;
  };
  for (const piece of patternOf(shown, literals).pieces) {
    switch (piece.kind) {
      case 'text':
        for (const [text] of piece.text.matchAll(word)) add(text, {});
        break;
      case 'value':
        add(piece.value.sample, { value: piece.value });
        break;
      case 'elision':
        add(elisionText(shown, at), { gap: true });
    }
  }
  return tokens;
}

/** The dots at this place, with the blanks that belong to them. */
function elisionText(text: string, from: number): string {
  return /^ ?\.{3}(?: {1,9}\.{3}(?!\.))* ?/.exec(text.slice(from))![0];
}

/** The place in the written line of each place of the collapsed line, and of its end. */
function placesIn(line: string): number[] {
  const indent = /^[ \t]*/.exec(line)![0].length;
  const places = Array.from({ length: indent }, (_, index) => index);
  for (let at = indent; at < line.length; at += 1) {
    places.push(at);
    while (/[ \t]/.test(line[at]!) && /[ \t]/.test(line[at + 1] ?? '')) at += 1;
  }
  return [...places, line.length];
}

/** A line of the output, cut into words, blanks, other characters and values. */
interface ActualLine {
  /** The line with single blanks. */
  readonly text: string;
  /** The places where tokens start and end: token `n` is the text from `ends[n]` to `ends[n + 1]`. */
  readonly ends: readonly number[];
}

function actualLine(line: string, literals: ReadonlySet<string>): ActualLine {
  const shown = collapsed(line);
  const ends = [0];
  const addWords = (to: number) => {
    const from = ends.at(-1)!;
    for (const match of shown.slice(from, to).matchAll(word)) ends.push(from + match.index + match[0].length);
  };
  for (const { start, end } of valuesIn(shown, literals)) {
    addWords(start);
    ends.push(end);
  }
  addWords(shown.length);
  return { text: shown, ends };
}

const replaceCost = 1.5;

function waysToTake(token: Token, line: ActualLine, at: number, { ledger }: Rewriting): Way[] {
  const text = textOf(line, at, 1);
  if (token.value) {
    const widths = widthsOf(token.value, line, at).filter((width) => {
      const identity = token.value?.identity;
      if (!identity) return true;
      const mark = ledger.mark();
      const bound = ledger.bind(identity, textOf(line, at, width), 0);
      ledger.undo(mark);
      return bound;
    });
    if (widths.length > 0) return widths.map((width) => ({ width, cost: 0 }));
  }
  if (text === token.text) return token.value ? [] : [{ width: 1, cost: 0 }];
  const kinds = [token.value ? 'word' : kindOf(token.text), kindOf(text)];
  return kinds[0] === kinds[1] ? [{ width: 1, cost: replaceCost }] : [];
}

/** The text of `width` tokens from `at` on. */
function textOf({ text, ends }: ActualLine, at: number, width: number): string {
  return text.slice(ends[at], ends[at + width]);
}

/** The numbers of tokens from `at` on that are together a text of the value's type. */
function widthsOf(value: Value, { text, ends }: ActualLine, at: number): number[] {
  const longest = valueAt(value, text, ends[at]!);
  if (longest === undefined) return [];
  const last = ends[at]! + longest.length;
  const widths: number[] = [];
  for (let width = 1; (ends[at + width] ?? Infinity) <= last; width += 1)
    if (value.elastic || ends[at + width] === last) widths.push(width);
  return widths;
}

function kindOf(text: string): 'word' | 'blank' | 'sign' {
  if (text.trim() === '') return 'blank';
  return /[\p{L}\p{N}_]/u.test(text) ? 'word' : 'sign';
}

/** Marks what differs until the whole line is known. */
const mark = '\uE000';

function written(
  steps: readonly Step[],
  tokens: readonly Token[],
  line: ActualLine,
  rewriting: Rewriting,
): string {
  const differing = (text: string) => (rewriting.fill === 'elision' ? mark : realText(text, rewriting));
  const text = steps
    .map((step) => {
      switch (step.op) {
        case 'gap':
          return tokens[step.page]!.raw;
        case 'pair':
          return step.same ? tokens[step.page]!.raw : differing(textOf(line, step.actual, step.width));
        case 'add':
          return differing(textOf(line, step.actual, 1));
        case 'drop':
          return rewriting.fill === 'elision' ? mark : '';
      }
    })
    .join('');
  return rewriting.fill === 'elision' ? withElisions(text) : text;
}

/**
 * Turns marks into elisions. Marks with only signs and blanks between them become one, together with the dots
 * beside them, because four dots are no elision. At the end of a line the elision replaces the whole word,
 * because dots that follow a word directly are text.
 */
function withElisions(text: string): string {
  return text
    .replace(/\.*\uE000(?:[./:\s-]*\uE000)*\.*/g, elision)
    .replace(/\.{3}(?: +\.{3}(?!\.))+/g, elision)
    .replace(/\S*[\p{L}\p{N}]\.{3}$/u, elision);
}
