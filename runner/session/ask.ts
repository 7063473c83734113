import { setTimeout as pause } from 'node:timers/promises';
import { isConstant } from '../../src/guide/command/reads.ts';
import type { Bindings, Verdict } from '../../src/guide/outcome.ts';
import type { CommandResult } from '../../src/guide/result.ts';
import { longestPauseMs, matchedPauseMs, pauseShare, shortestPauseMs } from '../limits.ts';
import { type AnyJudged, type Judged, judgeAny } from '../match/index.ts';
import type { Ending } from '../shell/execution/execution.ts';
import type { Asking } from './attempt/asking.ts';
import { commandResult } from './attempt/command-result.ts';
import { runAttempt } from './attempt/run-attempt.ts';

export interface Asked {
  readonly result: CommandResult;
  readonly bindings: Bindings;
  readonly shellAlive: boolean;
}

/**
 * Runs one command and judges its real output; everything it returns or reports is masked. A command that
 * only reads is run again until it has matched as often in a row as the step wants, its time is over, or no
 * further answer could match.
 */
export async function ask(asking: Asking): Promise<Asked> {
  const { command, index, withinMs, signal, listener, isClusterGone } = asking;
  const startedMs = performance.now();
  const mayAskAgain = command.reads && withinMs > 0;
  const wanted = mayAskAgain ? asking.stable : 1;
  let matchesInARow = 0;
  for (let attempt = 1; ; attempt += 1) {
    listener.commandStarted(index, attempt);
    const { ending, output } = await runAttempt(asking);
    const answer = ending.how === 'exited' ? judge(asking, output.real, ending.exit) : undefined;
    matchesInARow = answer?.matches ? matchesInARow + 1 : 0;
    const isUnstable = answer?.matches && matchesInARow < wanted;
    const judged = isUnstable ? unstable(answer, matchesInARow, wanted) : answer;
    const elapsedMs = performance.now() - startedMs;
    let verdict = verdictOf(ending, judged);
    const isOpen = mayAskAgain && (verdict === 'differs' || verdict === 'failed');
    const hopeless = isOpen && matchesInARow === 0 && (answer?.lasting === true || isConstant(command.text));
    const pauseMs = pauseAfter(elapsedMs, matchesInARow > 0);
    if (isOpen && !hopeless && elapsedMs + pauseMs < withinMs) {
      if (await hasPaused(pauseMs, signal)) continue;
      verdict = 'cancelled';
    }
    if (mayBeOutage(verdict) && (await isClusterGone(command.text))) verdict = 'errored';
    const result = commandResult(asking, {
      ending,
      output,
      judged: verdict === 'errored' ? undefined : judged,
      verdict,
      attempt,
      ms: elapsedMs,
      hopeless,
    });
    listener.commandEnded(result);
    return {
      result,
      bindings: verdict === 'passed' && judged ? judged.bindings : asking.bindings,
      shellAlive: ending.how === 'exited' || (ending.how !== 'died' && ending.shellAlive),
    };
  }
}

function judge({ command, printed, bindings, literals }: Asking, actual: string, exit: number): AnyJudged {
  const { mode, exit: expectExit } = command.expectation;
  return judgeAny({ mode, printed, actual, exit, expectExit, bindings, literals });
}

/** The answer matches, but not often enough in a row yet. */
function unstable(answer: AnyJudged, matchesInARow: number, wanted: number): AnyJudged {
  return {
    ...answer,
    matches: false,
    reasons: [{ code: 'unstable', expected: String(wanted), actual: String(matchesInARow) }],
  };
}

function verdictOf(ending: Ending, judged: Judged | undefined): Verdict {
  switch (ending.how) {
    case 'died':
      return 'interrupted';
    case 'timed-out':
    case 'cancelled':
      return ending.how;
    case 'overran':
      return 'failed';
    case 'exited':
      if (judged?.matches) return 'passed';
      return judged?.reasons.some(({ code }) => code === 'exit') ? 'failed' : 'differs';
  }
}

function mayBeOutage(verdict: Verdict): boolean {
  return verdict === 'differs' || verdict === 'failed' || verdict === 'timed-out';
}

/** The pause before the next attempt. It grows with the time that has passed. */
function pauseAfter(elapsedMs: number, hasMatched: boolean): number {
  const shortestMs = hasMatched ? matchedPauseMs : shortestPauseMs;
  return Math.min(Math.max(elapsedMs * pauseShare, shortestMs), longestPauseMs);
}

/** Pauses, and returns `false` if the signal aborts. */
async function hasPaused(ms: number, signal: AbortSignal): Promise<boolean> {
  return pause(ms, true, { signal }).catch(() => false);
}
