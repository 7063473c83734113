import { diffArrays } from 'diff';
import type { AcceptedWords, LinePair, LinePart } from '../../../../src/guide/outcome.ts';

/**
 * Cuts a line of the page and a line of the output into parts that agree and parts that differ. Two lines
 * without a common word are one part that differs on each side. Blanks count only if nothing else differs.
 */
export function lineDifference(page: string, actual: string, accepted: AcceptedWords = []): LinePair {
  const known = new Set(accepted.map(([own, other]) => `${own}\n${other}`));
  const isSame = (own: string, other: string) => own === other || known.has(`${own.trim()}\n${other.trim()}`);
  const isAlike = (own: string, other: string) => own.trim() === other.trim() || isSame(own, other);
  const [pageWords, actualWords] = [wordsIn(page), wordsIn(actual)];
  const hunks = hunksOf(pageWords, actualWords, isAlike);
  const found = hunks.some(({ differs }) => differs) ? hunks : hunksOf(pageWords, actualWords, isSame);
  return joined(found.flatMap(stretchesOf));
}

/**
 * Splits a long word that differs, such as the name of an image, into the parts that differ and those that
 * agree.
 */
function stretchesOf({ page, actual, differs }: Hunk): Stretch[] {
  const whole = { page: page.join(''), actual: actual.join(''), differs };
  if (
    !differs ||
    page.length !== 1 ||
    actual.length !== 1 ||
    Math.min(whole.page.length, whole.actual.length) < longWord
  )
    return [whole];
  const partsIn = (word: string) => word.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]/gu) ?? [];
  const hunks = endsAlike(partsIn(whole.page), partsIn(whole.actual), (own, other) => own === other);
  return hunks.map((hunk) => ({
    page: hunk.page.join(''),
    actual: hunk.actual.join(''),
    differs: hunk.differs,
  }));
}

/** Words with at least this many characters are split. */
const longWord = 20;

/** The words of a line, each with the blanks before it. Times, addresses and paths are one word. */
export function wordsIn(line: string): string[] {
  return (
    line.match(/\s*(?:\{\{[^{}]*\}\}|[^\s"'`,;=(){}[\]<>|:]+(?::+[^\s"'`,;=(){}[\]<>|:]+)*|\S)|\s+$/gu) ?? []
  );
}

/** A run of words that agree on both sides, or that differ. */
export interface Hunk {
  readonly page: readonly string[];
  readonly actual: readonly string[];
  readonly differs: boolean;
}

/** Two lines with more changes are shown with one change, from the first to the last of them. */
const editsAtMost = 400;

/** The runs of words that agree or differ, in order. */
export function hunksOf(
  page: readonly string[],
  actual: readonly string[],
  isAlike: (page: string, actual: string) => boolean,
): Hunk[] {
  const changes = diffArrays([...page], [...actual], { comparator: isAlike, maxEditLength: editsAtMost });
  if (!changes) return endsAlike(page, actual, isAlike);
  const hunks: Hunk[] = [];
  let [from, fromActual] = [0, 0];
  for (const { added, removed, count } of changes) {
    const own = added ? [] : page.slice(from, from + count);
    const other = removed ? [] : actual.slice(fromActual, fromActual + count);
    from += own.length;
    fromActual += other.length;
    const last = hunks.at(-1);
    const differs = added || removed;
    if (differs && last?.differs)
      hunks[hunks.length - 1] = { page: [...last.page, ...own], actual: [...last.actual, ...other], differs };
    else hunks.push({ page: own, actual: other, differs });
  }
  // An elision of the page matches any words.
  return hunks.map((hunk) =>
    hunk.differs && hunk.page.length > 0 && hunk.page.every((word) => word.trim() === '...')
      ? { ...hunk, differs: false }
      : hunk,
  );
}

/** The equal words at both ends, and one change between them. */
function endsAlike(
  page: readonly string[],
  actual: readonly string[],
  isAlike: (page: string, actual: string) => boolean,
): Hunk[] {
  const most = Math.min(page.length, actual.length);
  let before = 0;
  while (before < most && isAlike(page[before]!, actual[before]!)) before += 1;
  let after = 0;
  while (after < most - before && isAlike(page.at(-1 - after)!, actual.at(-1 - after)!)) after += 1;
  const cut = (words: readonly string[]) =>
    [
      words.slice(0, before),
      words.slice(before, words.length - after),
      words.slice(words.length - after),
    ] as const;
  const [own, other] = [cut(page), cut(actual)];
  return [0, 1, 2].map((at) => ({ page: own[at]!, actual: other[at]!, differs: at === 1 }));
}

interface Stretch {
  readonly page: string;
  readonly actual: string;
  readonly differs: boolean;
}

/** Joins a run that agrees only in punctuation and blanks to the differences around it. */
function joined(stretches: readonly Stretch[]): LinePair {
  const whole: Stretch[] = [];
  for (const [at, each] of stretches.entries()) {
    const isBetween = at > 0 && at < stretches.length - 1 && !hasWord(each);
    const differs = each.differs || isBetween;
    const last = whole.at(-1);
    if (last?.differs === differs)
      whole[whole.length - 1] = { page: last.page + each.page, actual: last.actual + each.actual, differs };
    else whole.push({ ...each, differs });
  }
  const isShared =
    whole.some((each) => !each.differs && hasWord(each)) || whole.every(({ differs }) => !differs);
  const parts = (side: 'page' | 'actual') => {
    if (isShared)
      return merged(
        whole.flatMap((each, at) => partsOf(each[side], { differs: each.differs, isFirst: at === 0 })),
      );
    return [{ text: whole.map((each) => each[side]).join(''), differs: true }];
  };
  return { page: parts('page'), actual: parts('actual') };
}

function merged(parts: readonly LinePart[]): LinePart[] {
  const found: LinePart[] = [];
  for (const { text, differs } of parts) {
    const last = found.at(-1);
    if (last?.differs === differs) found[found.length - 1] = { text: last.text + text, differs };
    else found.push({ text, differs });
  }
  return found;
}

/** The blanks before the first word of a difference do not count as different. */
function partsOf(text: string, { differs, isFirst }: { differs: boolean; isFirst: boolean }): LinePart[] {
  if (text === '') return [];
  const word = differs && !isFirst ? text.search(/\S/) : 0;
  return word > 0
    ? [
        { text: text.slice(0, word), differs: false },
        { text: text.slice(word), differs },
      ]
    : [{ text, differs }];
}

function hasWord({ page, actual }: Stretch): boolean {
  return /[\p{L}\p{N}]/u.test(page) || /[\p{L}\p{N}]/u.test(actual);
}

/** Number of characters shown before and after a difference in a line that is cut. */
const context = 30;

/** Cuts both lines where they agree, if one is longer than `charsAtMost`. `…` replaces the parts left out. */
export function cutPair({ page, actual }: LinePair, charsAtMost: number): LinePair {
  if (lengthOf(page) <= charsAtMost && lengthOf(actual) <= charsAtMost) return { page, actual };
  return { page: cutParts(page, charsAtMost), actual: cutParts(actual, charsAtMost) };
}

function cutParts(parts: readonly LinePart[], charsAtMost: number): LinePart[] {
  let left = charsAtMost;
  const cut: LinePart[] = [];
  for (const [at, { text, differs }] of parts.entries()) {
    if (left <= 0) break;
    const short =
      differs || parts.length === 1
        ? text
        : aroundDifferences(text, { isFirst: at === 0, isLast: at === parts.length - 1 });
    cut.push({ text: cutEnd(short, left), differs });
    left -= short.length;
  }
  const last = cut.at(-1);
  if (last && cut.length < parts.length && !last.text.endsWith('…')) cut.push({ text: '…', differs: false });
  return cut;
}

function aroundDifferences(text: string, { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): string {
  if (text.length <= context * (isFirst || isLast ? 1 : 2) + 1) return text;
  return `${isFirst ? '' : head(text)}…${isLast ? '' : tail(text)}`;
}

function head(text: string): string {
  return text.slice(0, context).replace(/[\ud800-\udbff]$/, '');
}

function tail(text: string): string {
  return text
    .slice(-context)
    .replace(/^[\udc00-\udfff]/, '')
    .replace(/^[\p{M}\u200d]+/u, '');
}

/** The text, or its beginning with `…` after it if it is too long. */
export function cutEnd(text: string, charsAtMost: number): string {
  return text.length > charsAtMost ? `${text.slice(0, charsAtMost).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

function lengthOf(parts: readonly LinePart[]): number {
  return parts.reduce((sum, { text }) => sum + text.length, 0);
}
