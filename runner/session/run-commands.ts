import type { Guide } from '../../src/guide/model.ts';
import type { Bindings } from '../../src/guide/outcome.ts';
import { printedFor } from '../../src/guide/printed-for.ts';
import type { Target } from '../cluster/target.ts';
import { talksToCluster } from '../evidence/gather.ts';
import { isAnswering } from '../evidence/unreachable.ts';
import { momentNow } from '../kernel/moment.ts';
import { ask } from './ask.ts';
import type { PassedSteps } from './passed-steps.ts';
import type { PinnedKubeconfig } from './refusal/pinned-kubeconfig.ts';
import { type Refusal, refusedResult } from './refusal/refusal.ts';
import type { SetVariables } from './refusal/set-variables.ts';
import { whyNotRun } from './refusal/why-not-run.ts';
import type { RunListener } from './run-listener.ts';
import type { SessionShell } from './session-shell.ts';
import type { StepRun } from './step-run.ts';
import { unlessStopped } from './unless-stopped.ts';

/** The parts of a session that running commands needs. */
interface CommandSession {
  readonly target: Target;
  readonly guide: Guide;
  /** Values that the guide's own commands contain. In printed output they are no samples. */
  readonly literals: ReadonlySet<string>;
  readonly shell: SessionShell;
  readonly passed: PassedSteps;
  readonly variables: SetVariables;
  readonly kubeconfig: PinnedKubeconfig;
}

interface CommandOptions {
  readonly signal: AbortSignal;
  readonly listener: RunListener;
  /** Whether only commands that read are run. */
  readonly checkOnly: boolean;
  /** Called before each command that writes; if it throws, that command is not run. */
  readonly beforeWrite: () => Promise<void>;
}

interface Ran {
  /** The bindings that the step adds to those of the steps above it. */
  readonly bindings: Bindings;
  /** The first command that was not run. */
  readonly refusal?: Refusal;
}

/**
 * Runs the commands of a step in order and adds their results to `stepRun.done`. The first command that does
 * not pass ends the step, except for a cleanup step, which tries all.
 */
export async function runCommands(
  session: CommandSession,
  stepRun: StepRun,
  { signal, listener, checkOnly, beforeWrite }: CommandOptions,
): Promise<Ran> {
  const { target, guide, literals, shell, passed, variables } = session;
  const { step, done } = stepRun;
  const { versions } = target;
  const isCleanup = step.role === 'cleanup';
  const since = momentNow();
  let own: Bindings = {};
  let firstRefusal: Refusal | undefined;
  for (const [index, command] of step.commands.entries()) {
    if (checkOnly && !command.reads) continue;
    const before = { ...passed.bindingsBefore(step, guide), ...own };
    const live = await shell.live();
    const refusal = await whyNotRun({ command, step, guide, versions }, live, session);
    if (refusal) {
      const result = refusedResult(command, index, refusal);
      done.push(result);
      listener.commandEnded(result);
      firstRefusal ??= refusal;
      if (isCleanup) continue;
      break;
    }
    if (!command.reads) {
      await unlessStopped(beforeWrite(), signal);
      passed.writes(step);
    }
    const { result, bindings, shellAlive } = await ask({
      shell: live,
      command,
      index,
      printed: printedFor(command.expectation, versions),
      bindings: before,
      literals,
      secrets: target.secrets,
      timeoutMs: step.timeoutMs,
      withinMs: step.withinMs,
      stable: step.stable,
      since,
      signal,
      listener,
      isClusterGone: async (text) => talksToCluster(text) && !(await isAnswering(target.api)),
    });
    done.push(result);
    const { verdict } = result;
    variables.ran(command.text, verdict === 'passed' || verdict === 'differs');
    own = { ...own, ...newBindings(before, bindings) };
    if (!shellAlive) shell.lose();
    if (verdict !== 'passed' && (!isCleanup || verdict === 'cancelled')) break;
  }
  return { bindings: own, ...(firstRefusal && { refusal: firstRefusal }) };
}

function newBindings(before: Bindings, after: Bindings): Bindings {
  return Object.fromEntries(Object.entries(after).filter(([key]) => !(key in before)));
}
