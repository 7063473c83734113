import type { ExpectedExit, MatchMode, Printed } from '../../src/guide/model.ts';
import type { Bindings } from '../../src/guide/outcome.ts';
import {
  describe,
  type Fill,
  type Judged,
  judge,
  type Mode,
  misreading,
  modeOf,
  withoutColour,
} from '../match/index.ts';
import { secretPlaces } from '../output/secrets/redact.ts';
import { OutcomeMask } from '../session/attempt/outcome-mask.ts';
import { hideSecrets } from './hide-secrets.ts';

/** The result of one command in one run, and the bindings before it. */
export interface CommandRun {
  /** The real output, with its secrets. */
  readonly actual: string;
  /** Values that are secrets wherever they appear in the output. */
  readonly secrets?: readonly string[];
  readonly exit: number;
  readonly bindings: Bindings;
}

export interface Expected {
  readonly mode: MatchMode;
  readonly expectExit: ExpectedExit;
  readonly printed: Printed;
  /** The values in the guide's own commands: see `literalsOf`. */
  readonly literals: ReadonlySet<string>;
}

/** Either new printed lines, or one or two sentences that say why there are none and what to do. */
export type Blessed = { readonly lines: readonly string[] } | { readonly why: string };

/** Judges a run by the printed output. The reasons contain secrets; `differencesOf` masks them. */
export function judgeRun(expected: Expected, run: CommandRun): Judged {
  return judge({ ...expected, ...run });
}

/** A sentence for each difference between the page and a run, with secrets masked. */
export function differencesOf(expected: Expected, run: CommandRun): string[] {
  const { reasons } = judgeRun(expected, run);
  return masksOf(expected, run).value(reasons).map(describe);
}

function masksOf({ printed }: Expected, { actual, secrets = [] }: CommandRun): OutcomeMask {
  return new OutcomeMask({ texts: [actual, printed.lines.join('\n')], secrets });
}

/**
 * Returns the page's lines with the least change that makes a different output match. `judge` proves the
 * match.
 */
export function blessOutput(expected: Expected, run: CommandRun): Blessed {
  return firstProved(expected, [run], 'real');
}

/**
 * Returns the page's lines with an elision exactly where the last of several different runs differs. `judge`
 * proves that all runs match.
 */
export function proposeElisions(expected: Expected, runs: readonly CommandRun[]): Blessed {
  return firstProved(expected, runs, 'elision');
}

function firstProved(expected: Expected, runs: readonly CommandRun[], fill: Fill): Blessed {
  const { printed, literals } = expected;
  const last = runs.at(-1)!;
  const mode = modeOf(expected.mode);
  const why = whyImpossible(expected, last);
  if (why !== undefined || !mode) return { why: why ?? 'Only the exit status is judged.' };
  const known = secretsOf(last);
  const { actual, bindings } = last;
  const candidates = mode.blessCandidates({ printed, actual, bindings, literals, fill });
  let obstacle: string | undefined;
  for (let next = candidates.next(); ; next = candidates.next()) {
    if (next.done) return { why: masksOf(expected, last).text(next.value ?? obstacle ?? unproved(fill)) };
    const lines = hideSecrets(next.value, mode, { before: printed.lines, known });
    const found =
      whyUnprintable(next.value, mode, { printed, literals, fill }) ??
      (showsSecret(lines, { before: printed.lines, known }) ? secretShown : undefined);
    obstacle ??= found;
    const proved = { ...expected, printed: { ...printed, lines } };
    if (found === undefined && runs.every((run) => judgeRun(proved, run).matches)) return { lines };
  }
}

/** Why no printed lines could make the page true for a run, and what to do. */
function whyImpossible(expected: Expected, run: CommandRun): string | undefined {
  if (judgeRun(expected, run).reasons.some(({ code }) => code === 'exit'))
    return 'bless changes no expected exit status: fix the command, or write the exit status that is right.';
  if (expected.mode !== 'none' && run.actual.trim() === '')
    return (
      'The command printed nothing, and an empty expectation cannot fail. If that is right, delete the ' +
      'printed lines.'
    );
  return undefined;
}

/**
 * The known secrets of a run, and the values that its output names as secrets, such as `PASSWORD=…`: the
 * page may print the value without the name.
 */
function secretsOf({ actual, secrets = [] }: CommandRun): readonly string[] {
  const text = withoutColour(actual);
  return [...secrets, ...new Set(secretPlaces(text, secrets).map(({ from, to }) => text.slice(from, to)))];
}

/** Whether a line that is new on the page shows a secret. */
function showsSecret(
  lines: readonly string[],
  { before, known }: { before: readonly string[]; known: readonly string[] },
): boolean {
  const fresh = lines.filter((line) => !before.includes(line)).join('\n');
  return secretPlaces(fresh, known).some(({ from, to }) => !acceptsAnyText(fresh.slice(from, to)));
}

/** Whether a text that `secretPlaces` finds in the place of a password accepts any text. */
function acceptsAnyText(text: string): boolean {
  return text === '{{any}}' || text === '.+';
}

const secretShown = 'The output shows a secret, which a page must not print. Print {{any}} in its place.';

function unproved(fill: Fill): string {
  return fill === 'elision'
    ? 'Two runs disagree, and no elision that could still fail makes the page true for both. Print only ' +
        'what is the same in every run.'
    : 'No text printed from this output matches it: the output has a real value that the page uses as a ' +
        'sample of another value. Change that sample on the page.';
}

/** Why a fence cannot show new printed lines, or why they would accept more than the output says. */
function whyUnprintable(
  lines: readonly string[],
  { notation: { elisionsIn } }: Mode,
  { printed, literals, fill }: Pick<Expected, 'printed' | 'literals'> & { readonly fill: Fill },
): string | undefined {
  if (lines.length === 0 || lines[0]!.trim() === '' || lines.at(-1)!.trim() === '')
    return (
      'The output begins or ends with a blank line, which a fence does not show. Print `...` there, or ' +
      'change the command.'
    );
  if (!elisionsIn || fill === 'elision') return undefined;
  return misreading(lines, {
    before: printed.lines,
    elisionsIn: (some) => elisionsIn(some, literals),
  });
}
