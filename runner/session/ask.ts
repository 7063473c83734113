import { isConstant } from '../../src/guide/command/reads.ts';
import type { Command, Printed } from '../../src/guide/model.ts';
import type { Bindings, Verdict } from '../../src/guide/outcome.ts';
import type { CommandResult } from '../../src/guide/protocol.ts';
import type { Moment } from '../kernel/moment.ts';
import { longestPauseMs, matchedPauseMs, pauseShare, shortestPauseMs } from '../limits.ts';
import { type AnyJudged, describe, type Judged, judgeAny } from '../match/index.ts';
import { keepRealOutput } from '../output/real-output.ts';
import { Sanitiser } from '../output/sanitise.ts';
import { Redactor } from '../output/secrets/redact.ts';
import { Transcript } from '../output/transcript.ts';
import type { Ending } from '../shell/execution/execution.ts';
import { HiddenInput } from '../shell/input/hidden-input.ts';
import { watchForReading } from '../shell/input/input-watch.ts';
import type { Shell } from '../shell/shell.ts';
import { OutcomeMask } from './outcome-mask.ts';

/** Who listens to a run while it goes on. */
export interface RunListener {
  commandStarted(command: number, attempt: number): void;
  output(command: number, text: string): void;
  /**
   * The command has been silent for a while and reads the terminal. Called again when it begins or stops
   * hiding typed text.
   */
  inputAwaited?(command: number, isHidden: boolean): void;
  commandEnded(result: CommandResult): void;
}

/** What asking one command needs to know besides the command. */
export interface Asking {
  readonly shell: Shell;
  readonly command: Command;
  /** 0-based position in its step. */
  readonly index: number;
  /** The printed outputs that count on this target; any one is accepted. */
  readonly printed: readonly Printed[];
  readonly bindings: Bindings;
  readonly literals: ReadonlySet<string>;
  readonly secrets: readonly string[];
  readonly timeoutMs: number;
  readonly withinMs: number;
  /** A reading command has to match this many times in a row. */
  readonly stable: number;
  /** The step's begin: when it is stopped, all that was started since ends. */
  readonly since: Moment;
  readonly signal: AbortSignal;
  readonly listener: RunListener;
  /** Whether the command failed because the cluster went away: then nothing is said about the page. */
  readonly isClusterGone: (text: string) => Promise<boolean>;
}

export interface Asked {
  readonly result: CommandResult;
  readonly bindings: Bindings;
  readonly shellAlive: boolean;
}

/** Sanitised output: `real` is judged; `shown` has its secrets masked, for everything else. */
interface Output {
  readonly real: string;
  readonly shown: string;
}

/**
 * Runs one command and judges its real output; everything it returns or reports is masked. A command that
 * only reads is run again until it has matched as often in a row as the step wants, its time is over, or no
 * further answer could match.
 */
export async function ask(asking: Asking): Promise<Asked> {
  const startedMs = performance.now();
  const mayAskAgain = asking.command.reads && asking.withinMs > 0;
  const wanted = mayAskAgain ? asking.stable : 1;
  let inARow = 0;
  for (let attempt = 1; ; attempt += 1) {
    asking.listener.commandStarted(asking.index, attempt);
    const { ending, output } = await execute(asking);
    const { mode, exit: expectExit } = asking.command.expectation;
    const { printed, bindings, literals } = asking;
    const answer =
      ending.how === 'exited'
        ? judgeAny({ mode, printed, actual: output.real, exit: ending.exit, expectExit, bindings, literals })
        : undefined;
    inARow = answer?.matches ? inARow + 1 : 0;
    const judged = answer?.matches && inARow < wanted ? unstable(answer, inARow, wanted) : answer;
    const elapsedMs = performance.now() - startedMs;
    let verdict = verdictOf(ending, judged);
    const open = mayAskAgain && (verdict === 'differs' || verdict === 'failed');
    const pauseMs = Math.min(
      Math.max(elapsedMs * pauseShare, inARow > 0 ? matchedPauseMs : shortestPauseMs),
      longestPauseMs,
    );
    const hopeless = open && inARow === 0 && (answer?.lasting === true || isConstant(asking.command.text));
    if (open && !hopeless && elapsedMs + pauseMs < asking.withinMs) {
      if (await pause(pauseMs, asking.signal)) continue;
      verdict = 'cancelled';
    }
    if (
      (verdict === 'differs' || verdict === 'failed' || verdict === 'timed-out') &&
      (await asking.isClusterGone(asking.command.text))
    )
      verdict = 'errored';
    const result = resultOf(asking, {
      ending,
      output,
      judged: verdict === 'errored' ? undefined : judged,
      verdict,
      attempt,
      ms: elapsedMs,
      hopeless,
    });
    asking.listener.commandEnded(result);
    return {
      result,
      bindings: verdict === 'passed' && judged ? judged.bindings : asking.bindings,
      shellAlive: ending.how === 'exited' || (ending.how !== 'died' && ending.shellAlive),
    };
  }
}

async function execute({
  shell,
  command,
  index,
  secrets,
  timeoutMs,
  since,
  signal,
  listener,
}: Asking): Promise<{ ending: Ending; output: Output }> {
  const sanitiser = new Sanitiser();
  const redactor = new Redactor(secrets);
  const real = new Transcript(() => {});
  const shown = new Transcript((text) => listener.output(index, text));
  const tell = (isHidden: boolean) => listener.inputAwaited?.(index, isHidden);
  const hidden = listener.inputAwaited && new HiddenInput(shell, { echoes: false, tell });
  const watch = watchForReading(shell, () => tell(hidden?.isHidden ?? false));
  const ending = await shell
    .execute(command.text, {
      timeoutMs,
      since,
      signal,
      onText: (text) => {
        watch.heard();
        const clean = sanitiser.push(text);
        hidden?.heard(clean);
        real.add(clean);
        shown.add(redactor.push(clean));
      },
    })
    .finally(() => {
      watch.end();
      hidden?.end();
    });
  shown.add(redactor.flush());
  for (const transcript of [real, shown]) transcript.end();
  return { ending, output: { real: real.text, shown: shown.text } };
}

function unstable(answer: AnyJudged, inARow: number, wanted: number): AnyJudged {
  return {
    ...answer,
    matches: false,
    reasons: [{ code: 'unstable', expected: String(wanted), actual: String(inARow) }],
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

function resultOf(
  { command, index, printed, secrets }: Asking,
  facts: {
    ending: Ending;
    output: Output;
    judged: Judged | undefined;
    verdict: Verdict;
    attempt: number;
    ms: number;
    hopeless: boolean;
  },
): CommandResult {
  const { ending, output, judged, verdict, attempt, ms, hopeless } = facts;
  const said =
    verdict === 'passed' || !judged
      ? { reasons: [] }
      : maskedOutcome(judged, [output.real, ...printed.map(({ lines }) => lines.join('\n'))], secrets);
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
    sentences: said.reasons.map(describe),
    ...said,
  };
  if (output.real !== output.shown) keepRealOutput(result, { text: output.real, secrets });
  return result;
}

function maskedOutcome(
  { reasons, comparison }: Judged,
  texts: readonly string[],
  secrets: readonly string[],
): Pick<CommandResult, 'reasons' | 'comparison'> {
  const masks = new OutcomeMask(texts, secrets);
  return { reasons: masks.value(reasons), ...(comparison && { comparison: masks.value(comparison) }) };
}

/** The pause before a question is asked again; `false` when it was cancelled. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  return new Promise((resolve) => {
    const end = (whole: boolean) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancelled);
      resolve(whole);
    };
    const cancelled = () => end(false);
    const timer = setTimeout(() => end(true), ms);
    signal.addEventListener('abort', cancelled);
  });
}
