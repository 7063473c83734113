import type { Expectation, Printed } from '../../src/guide/model.ts';
import type { Bindings } from '../../src/guide/outcome.ts';
import { type Allowance, type AnyJudged, judgeAny, type Mode, modeOf } from '../match/index.ts';
import { type Corruption, corrupted, corruptionsOf } from './corruption.ts';

/** One expectation with the real output that it accepted, and what held then. */
export interface Verified {
  readonly expectation: Expectation;
  /** The printed outputs that counted on the target; any one is accepted. */
  readonly printed: readonly Printed[];
  readonly output: string;
  readonly exit: number;
  readonly bindings: Bindings;
  readonly literals: ReadonlySet<string>;
}

/**
 * A corruption that an expectation lets through, and what of the page lets it; undefined: the matcher cannot
 * say.
 */
export interface Accepted {
  readonly corruption: Corruption;
  readonly allowance: Allowance | undefined;
}

/** What an expectation made of the corruptions of its real output. */
export interface Proof {
  readonly tried: number;
  /** Less than `possible` where the output is so long that they are sampled evenly. */
  readonly possible: number;
  readonly accepted: readonly Accepted[];
}

/**
 * Lines of output that are judged in all for one expectation: bounds the time, whatever the output's length.
 */
const linesJudgedAtMost = 200_000;
const triesAtLeast = 100;
const triesAtMost = 5_000;

/** Tries the corruptions of an output against the expectation that accepted it. */
export function prove(verified: Verified): Proof {
  const mode = modeOf(verified.expectation.mode);
  if (!mode) return { tried: 0, possible: 0, accepted: [] };
  const lines = mode.linesRead(verified.output);
  const all = [...corruptionsOf(lines)];
  const corruptions = evenly(
    all,
    Math.max(triesAtLeast, Math.min(triesAtMost, Math.floor(linesJudgedAtMost / Math.max(1, lines.length)))),
  );
  const accepted = corruptions.flatMap((corruption): Accepted[] => {
    const printed = judgedAs(verified, corrupted(lines, corruption)).accepting;
    return printed
      ? [
          {
            corruption,
            allowance: allowanceOf(
              mode,
              { ...verified, output: lines.join('\n') },
              printed,
              corrupted(lines, corruption),
            ),
          },
        ]
      : [];
  });
  return { tried: corruptions.length, possible: all.length, accepted };
}

/** What the expectation makes of a text in the place of its real output. */
export function judgedAs(
  { expectation, printed, exit, bindings, literals }: Verified,
  actual: string,
): AnyJudged {
  const { mode, exit: expectExit } = expectation;
  return judgeAny({ mode, printed, actual, exit, expectExit, bindings, literals });
}

function allowanceOf(mode: Mode, verified: Verified, printed: Printed, text: string): Allowance | undefined {
  // Where a page prints several outputs, what accepts the corruption may be another one than what accepts the
  // output.
  if (!judgedAs({ ...verified, printed: [printed] }, verified.output).matches)
    return { by: 'other output', pageLine: printed.line };
  const { output: actual, bindings, literals } = verified;
  return mode.allowance({ printed, actual, bindings, literals }, text);
}

function evenly<T>(all: readonly T[], atMost: number): readonly T[] {
  if (all.length <= atMost) return all;
  return Array.from({ length: atMost }, (_, index) => all[Math.floor((index * all.length) / atMost)]!);
}
