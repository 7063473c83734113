import type { Verdict } from '../../../src/guide/outcome.ts';
import type { CommandResult } from '../../../src/guide/result.ts';
import { describe, type Judged } from '../../match/index.ts';
import { keepRealOutput } from '../../output/real-output.ts';
import type { Ending } from '../../shell/execution/execution.ts';
import type { Asking } from './asking.ts';
import { OutcomeMask } from './outcome-mask.ts';
import type { Output } from './run-attempt.ts';

interface AttemptFacts {
  readonly ending: Ending;
  readonly output: Output;
  /** `undefined`: the output says nothing about the page. */
  readonly judged: Judged | undefined;
  readonly verdict: Verdict;
  /** Number of this attempt, the last one, from 1. */
  readonly attempt: number;
  /** Time since the first attempt began. */
  readonly ms: number;
  /** Whether no further attempt could match. */
  readonly hopeless: boolean;
}

/** The result of a command, with its secrets masked. The real output is kept beside it. */
export function commandResult(
  { command, index, printed, secrets }: Asking,
  { ending, output, judged, verdict, attempt, ms, hopeless }: AttemptFacts,
): CommandResult {
  const outcome =
    verdict === 'passed' || !judged
      ? { reasons: [] }
      : maskedOutcome(
          judged,
          new OutcomeMask({ texts: [output.real, ...printed.map(({ lines }) => lines.join('\n'))], secrets }),
        );
  const result: CommandResult = {
    command: index,
    text: command.text,
    line: command.line,
    verdict,
    ...(ending.how === 'exited' && { exit: ending.exit }),
    output: output.shown,
    attempts: attempt,
    ...(hopeless && { hopeless }),
    ms: Math.round(ms * 10) / 10,
    sentences: outcome.reasons.map(describe),
    ...outcome,
  };
  if (output.real !== output.shown) keepRealOutput(result, { text: output.real, secrets });
  return result;
}

function maskedOutcome(
  { reasons, comparison }: Judged,
  mask: OutcomeMask,
): Pick<CommandResult, 'reasons' | 'comparison'> {
  return { reasons: mask.value(reasons), ...(comparison && { comparison: mask.value(comparison) }) };
}
