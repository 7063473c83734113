import type { ExpectedExit, MatchMode, Printed } from '../../src/guide/model.ts';
import type { Bindings } from '../../src/guide/outcome.ts';
import { describe, type Judged, judge, withoutColour } from '../match/index.ts';
import { pageOf } from '../match/page.ts';
import { tokenPattern } from '../match/token.ts';
import { secretPlaces } from '../output/secrets/redact.ts';
import { OutcomeMask } from '../session/attempt/outcome-mask.ts';
import { containsCandidates } from './bless-contains.ts';
import { dataCandidates } from './bless-data.ts';
import { docsCandidates } from './bless-docs.ts';
import { exactCandidates } from './bless-exact.ts';
import { linesCandidates } from './bless-lines.ts';
import { regexCandidates } from './bless-regex.ts';
import { tableCandidates } from './bless-table.ts';
import { unorderedCandidates } from './bless-unordered.ts';
import type { Fill } from './context.ts';
import { hideSecrets } from './hide-secrets.ts';
import type { Candidates, OutputTask } from './output-task.ts';

/** What one command showed in one run, and what the page's samples stood for then. */
export interface Showing {
  /** The real output, with its secrets. */
  readonly actual: string;
  /** Values that are secrets wherever they appear. */
  readonly secrets?: readonly string[];
  readonly exit: number;
  readonly bindings: Bindings;
}

export interface Expected {
  readonly mode: MatchMode;
  readonly expectExit: ExpectedExit;
  readonly printed: Printed;
  /** Values that the guide's own commands spell out: see `literalsOf`. */
  readonly literals: ReadonlySet<string>;
}

/** New printed lines, or in one or two sentences why there are none and what to do. */
export type Blessed = { readonly lines: readonly string[] } | { readonly why: string };

/** Judges a showing by what the page prints. The reasons show secrets; `differencesOf` masks them. */
export function judgeShowing(expected: Expected, showing: Showing): Judged {
  return judge({ ...expected, ...showing });
}

/** A sentence for each difference between page and showing, with secrets masked. */
export function differencesOf(expected: Expected, showing: Showing): string[] {
  const { reasons } = judgeShowing(expected, showing);
  return masksOf(expected, showing).value(reasons).map(describe);
}

function masksOf({ printed }: Expected, { actual, secrets = [] }: Showing): OutcomeMask {
  return new OutcomeMask([actual, printed.lines.join('\n')], secrets);
}

/**
 * For an output that differs: the page's lines with as little changed as makes them true, proved by the
 * matcher.
 */
export function blessOutput(expected: Expected, showing: Showing): Blessed {
  return firstProved(expected, [showing], 'real');
}

/**
 * For runs that disagree: the page's lines with an elision exactly where the last run differs, proved against
 * all of them.
 */
export function proposeElisions(expected: Expected, showings: readonly Showing[]): Blessed {
  return firstProved(expected, showings, 'elision');
}

function firstProved(expected: Expected, showings: readonly Showing[], fill: Fill): Blessed {
  const { printed, literals } = expected;
  const last = showings.at(-1)!;
  const exit = judgeShowing(expected, last).reasons.find(({ code }) => code === 'exit');
  if (exit || expected.mode === 'none')
    return {
      why: exit
        ? 'bless changes no expected exit status: fix the command, or write the exit status that is right.'
        : 'Nothing but the exit status is judged.',
    };
  if (last.actual.trim() === '')
    return {
      why:
        'The command printed nothing, and an empty expectation cannot fail. If that is right, take the ' +
        'printed lines out.',
    };
  const known = secretsOf(last);
  const candidates = candidatesOf(expected.mode, {
    printed,
    actual: last.actual,
    bindings: last.bindings,
    literals,
    fill,
  });
  let why: string | undefined;
  for (let next = candidates.next(); ; next = candidates.next()) {
    if (next.done) return { why: masksOf(expected, last).text(next.value ?? why ?? unproved(fill)) };
    const obstacle = whyUnprintable(next.value, expected, fill);
    const lines = hideSecrets(next.value, expected.mode, { before: printed.lines, known });
    const isSecret = obstacle === undefined && showsSecrets(lines, printed.lines, known);
    why ??= isSecret ? secretShown : obstacle;
    if (
      obstacle === undefined &&
      !isSecret &&
      showings.every(
        (showing) => judgeShowing({ ...expected, printed: { ...printed, lines } }, showing).matches,
      )
    )
      return { lines };
  }
}

/**
 * A value that the output names as a secret, such as `PASSWORD=…`, stays a secret where the page leaves the
 * name out.
 */
function secretsOf({ actual, secrets = [] }: Showing): readonly string[] {
  const text = withoutColour(actual);
  return [...secrets, ...new Set(secretPlaces(text, secrets).map(({ from, to }) => text.slice(from, to)))];
}

/** Whether a line that is new on the page shows a secret. */
function showsSecrets(
  lines: readonly string[],
  before: readonly string[],
  known: readonly string[],
): boolean {
  const fresh = lines.filter((line) => !before.includes(line)).join('\n');
  return secretPlaces(fresh, known).some(({ from, to }) => !isToken(fresh.slice(from, to)));
}

/** A type in the place of a password in an address is found as a secret, but is none. */
function isToken(text: string): boolean {
  return text === '{{any}}' || text === '.+';
}

const secretShown = 'The output shows a secret, which a page must not print. Print {{any}} in its place.';

function unproved(fill: Fill): string {
  return fill === 'elision'
    ? 'Two runs disagree, and no elision that could still fail makes the page true for both. Print only ' +
        'what is the same in every run.'
    : 'Nothing printed from this output would match it: it shows a real value that the page uses as a ' +
        'sample of another. Change that sample on the page.';
}

function candidatesOf(mode: Exclude<MatchMode, 'none'>, task: OutputTask): Candidates {
  switch (mode) {
    case 'docs':
      return docsCandidates(task);
    case 'exact':
      return exactCandidates(task);
    case 'contains':
      return containsCandidates(task);
    case 'lines':
      return linesCandidates(task);
    case 'unordered':
      return unorderedCandidates(task);
    case 'regex':
      return regexCandidates(task);
    case 'json':
    case 'yaml':
      return dataCandidates(mode, task);
    case 'table':
      return tableCandidates(task);
  }
}

/** What a fence cannot show, and what would mean more on the page than it says in the output. */
function whyUnprintable(
  lines: readonly string[],
  { mode, printed, literals }: Expected,
  fill: Fill,
): string | undefined {
  if (lines.length === 0 || lines[0]!.trim() === '' || lines.at(-1)!.trim() === '')
    return (
      'The output begins or ends with a blank line, which a fence does not show. Print `...` there, or ' +
      'change the command.'
    );
  if (mode === 'exact' || mode === 'regex' || fill === 'elision') return undefined;
  if (count(lines, /^\s*\.{3}\s*$/) > count(printed.lines, /^\s*\.{3}\s*$/))
    return (
      'The output has a line of three dots, which on a page stands for any lines. Print what matters ' +
      'with match=contains.'
    );
  if (elisionsOf(mode, lines, literals) > elisionsOf(mode, printed.lines, literals))
    return 'The output has three dots that on a page stand for any text. Print what matters with match=regex.';
  if (count(lines, tokenPattern) > count(printed.lines, tokenPattern))
    return (
      'The output has double braces, which on a page name a type of value. Print what matters with ' +
      'match=regex.'
    );
  return undefined;
}

/**
 * Dots that a page means as an elision inside a line, as the mode reads it; those that stand for the rest of
 * a row count once.
 */
function elisionsOf(mode: MatchMode, lines: readonly string[], literals: ReadonlySet<string>): number {
  if (mode === 'json' || mode === 'yaml') return count(lines, /\.{3}/);
  const page = pageOf({ lines, line: 1 }, literals);
  const patterns = page.lines.flatMap((_, index) => {
    if (page.elided[index]) return [];
    if (!page.rowOf[index]) return [page.pattern(index)];
    return page
      .ownCells(index)
      .filter(({ text }, column, cells) => text !== '...' || cells[column - 1]?.text !== '...');
  });
  return patterns.flatMap(({ pieces }) => pieces).filter(({ kind }) => kind === 'elision').length;
}

function count(lines: readonly string[], pattern: RegExp): number {
  return lines.flatMap((line) => [...line.matchAll(new RegExp(pattern, 'g'))]).length;
}
