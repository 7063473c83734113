import type { Expectation, Printed } from '../../src/guide/model.ts';
import type { Bindings } from '../../src/guide/outcome.ts';
import { type Allowance, type AnyJudged, judgeAny, type Mode, modeOf } from '../match/index.ts';
import { type Corruption, corrupted, corruptionsOf } from './corruption.ts';

/** An expectation with a real output that it accepts, and the bindings before that output. */
export interface Verified {
  readonly expectation: Expectation;
  /** The printed outputs for the recorded versions. The output must match one of them. */
  readonly printed: readonly Printed[];
  readonly output: string;
  readonly exit: number;
  readonly bindings: Bindings;
  readonly literals: ReadonlySet<string>;
}

/**
 * A corruption that an expectation accepts, and the part of the page that accepts it, if the matcher can name
 * it.
 */
export interface Accepted {
  readonly corruption: Corruption;
  readonly allowance: Allowance | undefined;
}

/** The result of trying the corruptions of one real output. */
export interface Proof {
  readonly tried: number;
  /** The number of corruptions tried. If the output is long, an even sample of all `possible` ones. */
  readonly possible: number;
  readonly accepted: readonly Accepted[];
}

/** The sum of output lines judged for one expectation. It bounds the time for long outputs. */
const linesJudgedAtMost = 200_000;
const triesAtLeast = 100;
const triesAtMost = 5_000;

/** Tries the corruptions of an output against the expectation that accepts it. */
export function prove(verified: Verified): Proof {
  const mode = modeOf(verified.expectation.mode);
  if (!mode) return { tried: 0, possible: 0, accepted: [] };
  const lines = mode.comparedLines(verified.output);
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

/** Judges a text in place of the real output. */
export function judgedAs(
  { expectation, printed, exit, bindings, literals }: Verified,
  actual: string,
): AnyJudged {
  const { mode, exit: expectExit } = expectation;
  return judgeAny({ mode, printed, actual, exit, expectExit, bindings, literals });
}

function allowanceOf(mode: Mode, verified: Verified, printed: Printed, text: string): Allowance | undefined {
  // If a page prints several outputs, one of them may accept the output and another one the corruption.
  if (!judgedAs({ ...verified, printed: [printed] }, verified.output).matches)
    return { by: 'other output', pageLine: printed.line };
  const { output: actual, bindings, literals } = verified;
  return mode.allowance({ printed, actual, bindings, literals }, text);
}

/** At most `atMost` entries, evenly spread. */
function evenly<T>(all: readonly T[], atMost: number): readonly T[] {
  if (all.length <= atMost) return all;
  return Array.from({ length: atMost }, (_, index) => all[Math.floor((index * all.length) / atMost)]!);
}
