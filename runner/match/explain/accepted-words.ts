import type { AcceptedWords } from '../../../src/guide/outcome.ts';
import type { Ledger } from '../text/ledger.ts';
import { fits } from '../text/match-text.ts';
import { type Pattern, patternOf } from '../text/pattern.ts';
import { hunksOf, wordsIn } from './render/line-difference.ts';

/** The longest lines that are compared word by word. */
const charsAtMost = 2_000;

/** The sample words of a page line that fit a differing output line, each with the word of the output. */
export function acceptedWords({
  page,
  actual,
  ledger,
  literals,
}: {
  readonly page: string;
  readonly actual: string;
  readonly ledger: Ledger;
  readonly literals: ReadonlySet<string>;
}): AcceptedWords {
  if (page.length > charsAtMost || actual.length > charsAtMost) return [];
  const patterns = new Map<string, Pattern>();
  const patternFor = (word: string) => {
    const pattern = patterns.get(word) ?? patternOf(word, literals);
    patterns.set(word, pattern);
    return pattern;
  };
  const accepts = (own: string, other: string) => {
    const mark = ledger.mark();
    const accepted = own === other || fits(patternFor(own), other, ledger, 0);
    ledger.undo(mark);
    return accepted;
  };
  const trimmed = (line: string) => wordsIn(line).map((word) => word.trim());
  return hunksOf(trimmed(page), trimmed(actual), accepts).flatMap(({ differs, page: own, actual: other }) => {
    if (differs || own.length !== other.length) return [];
    return own.flatMap((word, at) => (word === other[at] ? [] : [[word, other[at]!] as const]));
  });
}
