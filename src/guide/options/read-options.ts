import type { ProblemCode } from '../errors/catalogue.ts';
import type { Problem } from '../problem.ts';
import { nearestKey } from '../text/nearest-key.ts';

/** A problem of an option. The caller knows its fence, and so its file and line. */
export type OptionProblem = Pick<Problem, 'code' | 'message'>;

type Report = (code: ProblemCode, message: string) => void;

const optionPattern = /\s*(?:([A-Za-z][\w-]*)(?:=(?:"([^"]*)"|([^\s"]+)))?(?=\s|$)|(\S+))/y;

/**
 * Splits the options of a fence, such as `id=a within=10s skip="two words"`. A bare word has the value
 * `true`.
 * `known`: the keys that this fence accepts. `keysOfSteps`: the keys that only a `console` fence accepts.
 */
export function readOptions(
  meta: string,
  known: readonly string[],
  keysOfSteps: readonly string[] = [],
): { readonly options: ReadonlyMap<string, string | true>; readonly problems: readonly OptionProblem[] } {
  const options = new Map<string, string | true>();
  const problems: OptionProblem[] = [];
  const report: Report = (code, message) => void problems.push({ code, message });
  const mistake = mistakeInWhole(meta, known);
  if (mistake !== undefined) return { options, problems: [{ code: 'bad-value', message: mistake }] };
  for (const [key, value] of split(meta, report)) {
    if (!known.includes(key))
      report('unknown-option', keysOfSteps.includes(key) ? optionOfStep(key) : unknownOption(key, known));
    else if (options.has(key)) report('doubled-option', `Option ${key} is given twice. Keep one.`);
    else options.set(key, value);
  }
  return { options, problems };
}

function* split(meta: string, report: Report): Generator<[key: string, value: string | true]> {
  const text = meta.trimEnd();
  optionPattern.lastIndex = 0;
  while (optionPattern.lastIndex < text.length) {
    const found = optionPattern.exec(text);
    if (!found) return;
    const [, key, quoted, bare, junk] = found;
    if (junk !== undefined || key === undefined) report('bad-value', notAnOption(junk ?? ''));
    else yield [key, quoted ?? bare ?? true];
  }
}

/**
 * A mistake of the options as a whole, such as a quote that is not closed. We cannot split such options into
 * words, so messages about single words would not help.
 */
function mistakeInWhole(meta: string, known: readonly string[]): string | undefined {
  const plain = meta.replace(/"[^"]*"/g, (quoted) => '"'.padEnd(quoted.length - 1, '_').concat('"'));
  const [smart] = /[“”„‟«»‘’]/.exec(plain) ?? [];
  if (smart) return `The options have the quote \`${smart}\`. Write \`"\`.`;
  if (plain.split('"').length % 2 === 0)
    return (
      `A quote is not closed in \`${meta.slice(plain.search(/\S*"[^"]*$/)).trim()}\`. Write \`"\` at the ` +
      'end of the value.'
    );
  const [, spaced, value] = /(?:^|\s)([A-Za-z][\w-]*)(?:\s+=\s*|=\s+)([^\s=]+)(?=\s|$)/.exec(plain) ?? [];
  if (spaced !== undefined) return `There are spaces beside \`=\`. Write \`${spaced}=${value}\`.`;
  const [, comma] = /(?:^|\s)([A-Za-z][\w-]*=[^\s,]*),\s*[A-Za-z][\w-]*=/.exec(plain) ?? [];
  if (comma !== undefined) return `There is a comma after \`${comma}\`. Separate options by spaces.`;
  const braces = /^\{(.*)\}$/.exec(meta.trim())?.[1]?.trim() ?? '';
  if (/^[A-Za-z]/.test(braces)) return `The options are in braces. Write \`${braces}\`.`;
  const words = plain.trim().split(/\s+/);
  const unquoted = words.findIndex(
    (word, at) => at > 0 && isStrayWord(word, known) && /^[A-Za-z][\w-]*=[^"]/.test(words[at - 1] ?? ''),
  );
  if (unquoted < 0) return undefined;
  const after = words.findIndex((word, at) => at > unquoted && !isStrayWord(word, known));
  const [key, first] = (words[unquoted - 1] ?? '').split(/=(.*)/);
  const whole = [first, ...words.slice(unquoted, after < 0 ? undefined : after)].join(' ');
  return (
    `\`${words[unquoted]}\` is not an option. If it belongs to \`${key}\`, put the value in quotes: ` +
    `\`${key}="${whole}"\`.`
  );
}

/** Whether a word is neither an option nor a misspelt option. */
function isStrayWord(word: string, known: readonly string[]): boolean {
  return /^[\w-]+$/.test(word) && nearestKey(word, known) === undefined;
}

function notAnOption(junk: string): string {
  const [, key, value] = /^-*([A-Za-z][\w-]*)[:=](.+)$/.exec(junk) ?? [];
  if (key !== undefined && value !== undefined && !value.includes('"'))
    return `\`${junk}\` is not an option. Write \`${key}=${value}\`.`;
  const empty = /^([A-Za-z][\w-]*)=$/.exec(junk)?.[1];
  if (empty !== undefined) return `\`${junk}\` has no value. Write one after \`=\`, or delete the option.`;
  return `\`${junk}\` is not an option. Write key=value, key="two words" or a bare word.`;
}

function optionOfStep(key: string): string {
  return `${key} is an option of a step. Write it at the \`console\` fence above, or delete it.`;
}

function unknownOption(key: string, known: readonly string[]): string {
  const nearest = nearestKey(key, known);
  const hint = nearest ? `Did you mean ${nearest}?` : `Known options: ${known.join(', ')}.`;
  return `Unknown option ${key}. ${hint}`;
}
