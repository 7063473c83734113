import { fits, valueAt } from '../match/match-text.ts';
import { collapsed } from '../match/normalise.ts';
import { patternOf } from '../match/pattern.ts';
import { type Value, valuesIn } from '../match/value.ts';
import { alignLists, type Beside, type Way } from './align-lists.ts';
import { type Context, elision } from './context.ts';
import { realText } from './real-text.ts';

/** A word, a run of blanks, a single other character, a sample value or an elision. */
interface Token {
  /** Blanks as written. */
  readonly raw: string;
  readonly text: string;
  readonly value?: Value;
  readonly gap?: true;
}

const word = /\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu;

/**
 * A line of the page with no more changed than must be to fit a line of the output: other words, lost and new
 * ones, and samples that no longer fit. Blanks, elisions and samples that still fit stay. `part`: the page
 * has only a part of the output's line.
 */
export function blessText(
  page: string,
  actual: string,
  context: Context,
  { part = false }: { part?: boolean } = {},
): string {
  const tokens = pageTokens(page, context.literals);
  const [shown, ends] = actualTokens(actual, context.literals);
  const framed = part ? [edge, ...tokens, edge] : tokens;
  const beside = alignLists({
    page: framed.length,
    actual: ends.length - 1,
    isGap: (index) => framed[index]!.gap === true,
    ways: (index, at) => waysToTake(framed[index]!, shown, ends, at, context),
  });
  const real = realText(part ? shown : actual, context);
  if (!beside) return context.fill === 'elision' ? elision : real;
  const text = written(beside, framed, shown, ends, context);
  if (context.fill === 'elision' || part) return text;
  return fits(patternOf(collapsed(text), context.literals), shown, context.ledger, 0) ? text : real;
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

/** The dots at this place with the blanks that belong to them. */
function elisionText(text: string, from: number): string {
  return /^ ?\.{3}(?: {1,9}\.{3}(?!\.))* ?/.exec(text.slice(from))![0];
}

/** For each place of the collapsed line, and its end, the place in the line as written. */
function placesIn(line: string): number[] {
  const indent = /^[ \t]*/.exec(line)![0].length;
  const places = Array.from({ length: indent }, (_, index) => index);
  for (let at = indent; at < line.length; at += 1) {
    places.push(at);
    while (/[ \t]/.test(line[at]!) && /[ \t]/.test(line[at + 1] ?? '')) at += 1;
  }
  return [...places, line.length];
}

/** The output's line with single blanks, and where its tokens begin and end. */
function actualTokens(line: string, literals: ReadonlySet<string>): [string, number[]] {
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
  return [shown, ends];
}

const replaceCost = 1.5;

function waysToTake(
  token: Token,
  shown: string,
  ends: readonly number[],
  at: number,
  { ledger }: Context,
): Way[] {
  const text = shown.slice(ends[at], ends[at + 1]);
  if (token.value) {
    const widths = widthsOf(token.value, shown, ends, at).filter((width) => {
      const identity = token.value?.identity;
      if (!identity) return true;
      const mark = ledger.mark();
      const bound = ledger.bind(identity, shown.slice(ends[at], ends[at + width]), 0);
      ledger.undo(mark);
      return bound;
    });
    if (widths.length > 0) return widths.map((width) => ({ width, cost: 0 }));
  }
  if (text === token.text) return token.value ? [] : [{ width: 1, cost: 0 }];
  const kinds = [token.value ? 'word' : kindOf(token.text), kindOf(text)];
  return kinds[0] === kinds[1] ? [{ width: 1, cost: replaceCost }] : [];
}

/** How many tokens from `at` on are together a text of the value's type. */
function widthsOf(value: Value, shown: string, ends: readonly number[], at: number): number[] {
  const longest = valueAt(value, shown, ends[at]!);
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

/** Stands for what differs until the line is whole. */
const mark = '\uE000';

function written(
  beside: readonly Beside[],
  tokens: readonly Token[],
  shown: string,
  ends: readonly number[],
  context: Context,
): string {
  const differing = (text: string) => (context.fill === 'elision' ? mark : realText(text, context));
  const text = beside
    .map((one) => {
      switch (one.op) {
        case 'gap':
          return tokens[one.page]!.raw;
        case 'pair':
          return one.same
            ? tokens[one.page]!.raw
            : differing(shown.slice(ends[one.actual], ends[one.actual + one.width]));
        case 'add':
          return differing(shown.slice(ends[one.actual], ends[one.actual + 1]));
        case 'drop':
          return context.fill === 'elision' ? mark : '';
      }
    })
    .join('');
  return context.fill === 'elision' ? withElisions(text) : text;
}

/**
 * One elision for marks that only signs and blanks part, and for dots beside them: four dots would be none.
 * At the end of a line it takes the whole word, for dots glued to one are the program's own.
 */
function withElisions(text: string): string {
  return text
    .replace(/\.*\uE000(?:[./:\s-]*\uE000)*\.*/g, elision)
    .replace(/\.{3}(?: +\.{3}(?!\.))+/g, elision)
    .replace(/\S*[\p{L}\p{N}]\.{3}$/u, elision);
}
