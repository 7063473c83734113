import { statusWordsIn } from './status-words.ts';

export const corruptionKinds = [
  'number',
  'status',
  'name',
  'dropped line',
  'added line',
  'swapped lines',
  'truncated',
  'empty',
] as const;
export type CorruptionKind = (typeof corruptionKinds)[number];

/** One change of an output: another text at one place. */
export interface Corruption {
  readonly kind: CorruptionKind;
  /** 1-based line and column in the output at which `before` starts. */
  readonly line: number;
  readonly column: number;
  /** The text that is replaced. A whole line ends in a newline. */
  readonly before: string;
  readonly after: string;
}

/** A line that kubectl prints when the server fails. */
const errorLine =
  'Error from server (InternalError): an error on the server has prevented the request from succeeding';

/**
 * Every single corruption of an output, line by line, in a fixed order.
 * @param lines the lines as a reader sees them; the last one is not blank
 */
export function* corruptionsOf(lines: readonly string[]): Generator<Corruption, void, void> {
  const text = lines.join('\n');
  if (lines.length > 0) yield { kind: 'empty', line: 1, column: 1, before: text, after: '' };
  yield { kind: 'added line', line: 1, column: 1, before: '', after: `${errorLine}\n` };
  let start = 0;
  for (const [index, shown] of lines.entries()) {
    for (const change of [...numbersIn(shown), ...statusIn(shown), ...namesIn(shown)])
      yield { ...change, line: index + 1 };
    yield* lineCorruptions(shown, { line: index + 1, next: lines[index + 1], rest: text.slice(start) });
    start += shown.length + 1;
  }
}

/** The output with the corruption. */
export function corrupted(lines: readonly string[], { line, column, before, after }: Corruption): string {
  const text = lines.join('\n');
  const at = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  return text.slice(0, at) + after + text.slice(at + before.length);
}

type Change = Omit<Corruption, 'line'>;

/**
 * Numbers alone (`443`), with the v of a version or a unit (`v1`, `80Mi`), and durations (`2m30s`); not the
 * digits of a name or a hash.
 */
const number = /(?<![A-Za-z0-9])(?:v?\d+[A-Za-z%]{0,3}|(?:\d+[a-z]{1,2})+)(?![A-Za-z0-9])/g;

/** Each number plus one, and each number with another first digit. */
function* numbersIn(text: string): Generator<Change> {
  for (const word of text.matchAll(number)) {
    for (const { index, 0: before } of word[0].matchAll(/\d+/g)) {
      const column = word.index + index + 1;
      const oneMore = String(BigInt(before) + 1n).padStart(before.length, '0');
      const otherDigit = `${(Number(before[0]) % 9) + 1}${before.slice(1)}`;
      for (const after of new Set([oneMore, otherDigit])) yield { kind: 'number', column, before, after };
    }
  }
}

function* statusIn(text: string): Generator<Change> {
  for (const { index, word, others } of statusWordsIn(text))
    for (const after of others) yield { kind: 'status', column: index + 1, before: word, after };
}

/** Words and parts of names, except numbers with a unit. */
const name = new RegExp(`(?!${number.source})(?<![A-Za-z0-9])(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]+`, 'g');

/**
 * Each word with one letter replaced by the next letter of the alphabet: the first letter from its middle on.
 */
function* namesIn(text: string): Generator<Change> {
  for (const { index, 0: before } of text.matchAll(name)) {
    const middle = Math.floor(before.length / 2);
    const at = /[A-Za-z]/.test(before.slice(middle))
      ? middle + before.slice(middle).search(/[A-Za-z]/)
      : before.search(/[A-Za-z]/);
    yield {
      kind: 'name',
      column: index + 1,
      before,
      after: before.slice(0, at) + nextLetter(before[at]!) + before.slice(at + 1),
    };
  }
}

function nextLetter(letter: string): string {
  if (letter === 'z' || letter === 'Z') return letter === 'z' ? 'a' : 'A';
  return String.fromCharCode(letter.charCodeAt(0) + 1);
}

/** `next`: the line below, absent for the last line. `rest`: the output from this line on. */
function* lineCorruptions(
  text: string,
  { line, next, rest }: { line: number; next: string | undefined; rest: string },
): Generator<Corruption> {
  yield { kind: 'added line', line, column: text.length + 1, before: '', after: `\n${text}` };
  yield { kind: 'added line', line, column: text.length + 1, before: '', after: `\n${errorLine}` };
  const middle = Math.floor(text.length / 2);
  if (middle > 0)
    yield { kind: 'truncated', line, column: middle + 1, before: rest.slice(middle), after: '' };
  // Without its only line, an output is of the kind `empty`; without its last line, of the kind `truncated`.
  if (next === undefined) return;
  yield { kind: 'dropped line', line, column: 1, before: `${text}\n`, after: '' };
  yield { kind: 'truncated', line, column: text.length + 1, before: rest.slice(text.length), after: '' };
  if (next !== text)
    yield { kind: 'swapped lines', line, column: 1, before: `${text}\n${next}`, after: `${next}\n${text}` };
}
