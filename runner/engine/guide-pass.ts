import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Guide, Step } from '../../src/guide/model.ts';
import type { Leftover, Report, StepResult } from '../../src/guide/protocol.ts';
import { whyOutside } from '../../src/guide/when.ts';
import { messageOf } from '../errors.ts';
import { controllerSettleMs, deletionSettleMs, longestPauseMs } from '../limits.ts';
import { leftoversOf, newObjects, type Scope, type Snapshot, type StepTime, scopeOf, takeSnapshot } from '../target/snapshot.ts';
import type { Target } from '../target/target.ts';
import type { RunListener } from './ask.ts';
import { type Choices, stepsOfPass } from './plan.ts';
import { Session } from './session.ts';
import { shellEnvironment } from './shell-environment.ts';

/** Who listens to a pass while it goes on. Reporters are made of this. */
export interface PassListener {
  stepStarted?(step: Step): void;
  stepEnded?(step: Step, result: StepResult): void;
}

export interface PassOptions {
  readonly guide: Guide;
  readonly target: Target;
  readonly choices: Choices;
  /** Ends the pass before the next step; cleanup still runs. */
  readonly signal: AbortSignal;
  /** Only this step, what stands before it, and cleanup. */
  readonly until?: string;
  readonly listener?: PassListener;
}

const silent: RunListener = { commandStarted() {}, output() {}, commandEnded() {} };

/** Runs a guide once, unattended: every step of the pass in page order, cleanup whatever happens, then the proof that nothing is left. */
export async function runPass(options: PassOptions): Promise<Report> {
  const { guide, target, choices } = options;
  const startedMs = performance.now();
  const head = {
    guide: guide.name,
    file: guide.file,
    title: guide.title,
    target: target.name,
    versions: target.versions,
    choices,
    startedAt: new Date().toISOString(),
  };
  const end = (steps: readonly StepResult[], leftovers: readonly Leftover[], error?: string): Report => ({
    ...head,
    ms: Math.round(performance.now() - startedMs),
    steps,
    leftovers,
    ...(error !== undefined && { error }),
  });
  const unfit = whyUnfit(guide, target);
  if (unfit !== undefined) return end([], [], unfit);
  const steps: StepResult[] = [];
  const session = new Session(guide, target);
  try {
    const scope = scopeOf(guide, target.kind);
    const before = await takeSnapshot(target.api, scope);
    steps.push(...(await runSteps(session, options)));
    return end(steps, await findLeftovers({ target, scope, before, steps }));
  } catch (error) {
    return end(steps, [], messageOf(error));
  } finally {
    await session.close();
  }
}

/** Why this guide cannot run on this target, before anything is written. */
function whyUnfit({ requires }: Guide, target: Target): string | undefined {
  for (const product of ['kubernetes', 'istio'] as const) {
    const range = requires[product];
    const why = range === undefined ? undefined : whyOutside(product, range, target.versions[product]);
    if (why !== undefined) return `The guide ${why}. Nothing was written. Choose another target or install what is missing.`;
  }
  const path = shellEnvironment(process.env, target, '/')['PATH'] ?? '';
  const missing = requires.commands.filter((command) => !path.split(delimiter).some((folder) => isProgram(join(folder, command))));
  if (missing.length === 0) return undefined;
  return `The guide needs ${missing.join(' and ')} on the PATH. Nothing was written. Install ${missing.length === 1 ? 'it' : 'them'} and start again.`;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function runSteps(session: Session, { guide, choices, until, signal, listener }: PassOptions): Promise<StepResult[]> {
  const results: StepResult[] = [];
  const last = guide.steps.find(({ id }) => id === until)?.ordinal ?? Number.POSITIVE_INFINITY;
  const never = new AbortController().signal;
  let broken = false;
  for (const step of stepsOfPass(guide, choices)) {
    const isCleanup = step.role === 'cleanup';
    if (!isCleanup && (signal.aborted || broken || step.ordinal > last)) continue;
    listener?.stepStarted?.(step);
    const ran = await session.run(step, { signal: isCleanup ? never : signal, listener: silent });
    const result = isCleanup ? judgedCleanup(ran, whyUnsure(results, guide, { step, last, stopped: signal.aborted })) : ran;
    results.push(result);
    listener?.stepEnded?.(step, result);
    broken ||= result.verdict === 'errored';
  }
  return results;
}

/** Why a cleanup step may find less than it expects: what it removes may not have been made. */
function whyUnsure(before: readonly StepResult[], guide: Guide, { step, last, stopped }: { step: Step; last: number; stopped: boolean }): string | undefined {
  const bad = before.find(({ verdict }) => verdict !== 'passed' && verdict !== 'skipped');
  if (bad) return `${bad.step} did not pass`;
  if (stopped) return 'the run was stopped';
  const leftOut = guide.steps.some(({ ordinal, role }) => role !== 'cleanup' && ordinal > last && ordinal < step.ordinal);
  return leftOut ? 'steps before it were left out' : undefined;
}

/** Such a cleanup has run, but says nothing about the page when it fails: the proof that nothing is left does. */
function judgedCleanup(result: StepResult, unsure: string | undefined): StepResult {
  if (unsure === undefined || (result.verdict !== 'failed' && result.verdict !== 'differs')) return result;
  return { ...result, verdict: 'skipped', message: `ran, but is not judged: ${unsure}`, commands: [] };
}

/** Asks until everything deleted is gone, or its time is over. */
async function findLeftovers({
  target,
  scope,
  before,
  steps,
}: {
  target: Target;
  scope: Scope;
  before: Snapshot;
  steps: readonly StepResult[];
}): Promise<Leftover[]> {
  const times: StepTime[] = steps.map(({ step, startedAt, ms }) => ({ step, from: Date.parse(startedAt), to: Date.parse(startedAt) + ms }));
  const startedMs = performance.now();
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const objects = newObjects(before, await takeSnapshot(target.api, scope));
    const settleMs = objects.some(({ isLeaving }) => isLeaving) ? deletionSettleMs : controllerSettleMs;
    if (objects.length === 0 || performance.now() - startedMs > settleMs) return leftoversOf(objects, times);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
