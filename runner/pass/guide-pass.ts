import type { Guide, Step } from '../../src/guide/model.ts';
import { whySkipped } from '../../src/guide/needs.ts';
import { type Choices, stepsOfPass } from '../../src/guide/passes.ts';
import type { Report, StepResult } from '../../src/guide/protocol.ts';
import { uidsOf } from '../cleanup/left-objects.ts';
import { type OpenRecord, openRecord } from '../cleanup/pass-record.ts';
import type { Work } from '../cluster/lease/holder.ts';
import { RunnerLease } from '../cluster/lease/runner-lease.ts';
import { EarlierSnapshot } from '../cluster/snapshot/earlier-snapshot.ts';
import { findLeftovers } from '../cluster/snapshot/find-leftovers.ts';
import { discover, type Resource } from '../cluster/snapshot/resources.ts';
import { type Scope, scopeOf } from '../cluster/snapshot/scope.ts';
import { takeSnapshot } from '../cluster/snapshot/snapshot.ts';
import type { Target } from '../cluster/target.ts';
import { messageOf, NotOursError } from '../errors.ts';
import { untilAnswering } from '../evidence/unreachable.ts';
import * as limits from '../limits.ts';
import { type Preflight, preflight, preflightText } from '../preflight/preflight.ts';
import type { RunListener } from '../session/ask.ts';
import { Session } from '../session/session.ts';
import { lostText } from './lost-text.ts';
import { UndeclaredWatch } from './undeclared-watch.ts';

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
  /** For whom; others are told. */
  readonly work?: Work;
  /** Longest that what is being deleted may take after the last step. */
  readonly deletionSettleMs?: number;
}

const silent: RunListener = { commandStarted() {}, output() {}, commandEnded() {} };

/**
 * Runs a guide once, unattended: every step of the pass in page order, cleanup whatever happens, then the
 * proof that nothing is left.
 */
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
  const end: End = ({ steps = [], leftovers = [], undeclared = [], error }) => ({
    ...head,
    ms: Math.round(performance.now() - startedMs),
    steps,
    cleanup: steps
      .map(({ step }) => step)
      .filter((id) => guide.steps.some((step) => step.id === id && step.role === 'cleanup')),
    leftovers,
    ...(undeclared.length > 0 && { undeclared }),
    ...(error !== undefined && { error }),
  });
  try {
    const session = new Session(guide, target);
    let lease: RunnerLease | undefined;
    try {
      session.startShell();
      await target.recheck();
      const found = await preflight(guide, target, plannedSteps(options));
      const missing = [...found.missing, ...found.leftovers];
      if (missing.length > 0) return end({ undeclared: found.undeclared, error: preflightText(missing) });
      if (found.undeclared.length > 0) return end({ undeclared: found.undeclared });
      lease = await RunnerLease.take(target, options.work ?? 'test');
      return await runAlone(session, options, { ...found, lease }, end);
    } finally {
      await session.close().finally(() => lease?.release());
    }
  } catch (error) {
    return end({
      error:
        error instanceof NotOursError
          ? `${error.message} Nothing was written; start again.`
          : messageOf(error),
    });
  }
}

type End = (
  ended: Partial<Pick<Report, 'steps' | 'leftovers' | 'undeclared'>> & {
    readonly error?: string;
  },
) => Report;

/** With the cluster to itself. The record of a pass goes when nothing is left of it. */
async function runAlone(
  session: Session,
  options: PassOptions,
  { makes, resources, deletingSteps, unclearSteps, lease }: Preflight & { readonly lease: RunnerLease },
  end: End,
): Promise<Report> {
  const { guide, target } = options;
  const steps: StepResult[] = [];
  let record: OpenRecord | undefined;
  let watch: UndeclaredWatch | undefined;
  try {
    const scope = scopeOf(guide, target);
    const before = await whatIsThere(target, scope, resources);
    record = openRecord({
      guide: guide.name,
      origin: target.origin,
      cluster: target.uid,
      longestStepMs: Math.max(...guide.steps.map(({ timeoutMs, withinMs }) => Math.max(timeoutMs, withinMs))),
      makes,
      before: before.uids,
    });
    watch = UndeclaredWatch.of(guide, target, { scope, before, unclearSteps });
    try {
      const ran = await runSteps(session, options, { record, makes, results: steps, lease, watch });
      // What a step left running makes nothing more behind the proof's back.
      const [kinds, undeclared] = await Promise.all([
        discover(target.api),
        watch?.found(),
        lease.confirm(),
        session.close(),
      ]);
      const settleMs = options.deletionSettleMs ?? limits.deletionSettleMs;
      const leftovers = await findLeftovers({
        target,
        scope,
        kinds,
        before,
        steps,
        makes,
        deletingSteps: deletingSteps.filter((id) => ran.has(id)),
        settleMs,
      });
      if (leftovers.every(({ gone }) => gone)) record.remove();
      return end({ steps, leftovers, ...(undeclared && { undeclared }) });
    } finally {
      before.end();
    }
  } catch (error) {
    const undeclared = (await watch?.found()) ?? [];
    const why =
      error instanceof NotOursError
        ? lostText(error, { guide, target, steps, makes, made: record?.made ?? {} })
        : messageOf(error);
    return end({ steps, undeclared, error: why });
  }
}

/** On a shared cluster, whose revisions may mean nothing, it is looked at before the first step. */
async function whatIsThere(
  { api }: Target,
  scope: Scope,
  resources: readonly Resource[],
): Promise<EarlierSnapshot> {
  return scope.all
    ? EarlierSnapshot.begin(api, resources)
    : EarlierSnapshot.of(await takeSnapshot(api, scope, resources));
}

/** The steps that are run as far as can be told before. */
function plannedSteps({ guide, target, choices, until }: PassOptions): Step[] {
  const last = lastOrdinal(guide, until);
  return stepsOfPass(guide, choices).filter(
    (step) =>
      (step.role === 'cleanup' || step.ordinal <= last) && whySkipped(step, target.versions) === undefined,
  );
}

function lastOrdinal(guide: Guide, until: string | undefined): number {
  return guide.steps.find(({ id }) => id === until)?.ordinal ?? Number.POSITIVE_INFINITY;
}

/**
 * Runs the steps and returns the ids of those that began. Before cleanup it waits for a cluster that went
 * away. If this runner loses the cluster or the Lease, the running command finishes, no further command that
 * writes runs, and this function throws a NotOursError.
 */
async function runSteps(
  session: Session,
  { guide, target, choices, until, signal, listener }: PassOptions,
  {
    record,
    makes,
    results,
    lease,
    watch,
  }: {
    record: OpenRecord;
    makes: Preflight['makes'];
    results: StepResult[];
    lease: RunnerLease;
    watch: UndeclaredWatch | undefined;
  },
): Promise<ReadonlySet<string>> {
  const last = lastOrdinal(guide, until);
  const never = new AbortController().signal;
  let broken = false;
  let noted: Promise<void> = Promise.resolve();
  const began = new Set<string>();
  let lost: NotOursError | undefined;
  const confirm = () =>
    lease.confirm().catch((error: unknown) => {
      if (error instanceof NotOursError) lost = error;
      throw error;
    });
  for (const step of stepsOfPass(guide, choices)) {
    const isCleanup = step.role === 'cleanup';
    if (!isCleanup && (signal.aborted || broken || step.ordinal > last)) continue;
    if (isCleanup && broken) await untilAnswering(target.api, limits.apiReturnMs);
    listener?.stepStarted?.(step);
    record.touch();
    const beforeWrite = async () => {
      await Promise.all([confirm(), watch?.beforeWrite(step)]);
    };
    const ran = await session.run(step, {
      signal: isCleanup ? never : signal,
      listener: silent,
      beforeWrite,
    });
    if (ran.commands.length > 0) began.add(step.id);
    const result = isCleanup
      ? judgedCleanup(ran, whyUnsure(results, guide, { step, last, stopped: signal.aborted }))
      : ran;
    results.push(result);
    watch?.stepEnded();
    const made = newUids(target, makes, { step: step.id, since: Date.parse(ran.startedAt) });
    noted = noted.then(async () => record.note(await made));
    // Where it could not be written, that is told when the steps are over.
    noted.catch(() => {});
    listener?.stepEnded?.(step, result);
    broken ||= result.verdict === 'errored';
    if (lost) break;
  }
  await noted;
  if (lost) throw lost;
  record.touch();
  return began;
}

/** UIDs of what a step has made, by path; none if the cluster was replaced: they would be somebody else's. */
async function newUids(
  target: Target,
  makes: Preflight['makes'],
  { step, since }: { step: string; since: number },
): Promise<Readonly<Record<string, string>>> {
  const own = makes.filter((object) => object.step === step);
  if (own.length === 0) return {};
  const [uids, same] = await Promise.allSettled([uidsOf(target.api, own, since), target.recheck()]);
  return uids.status === 'fulfilled' && same.status === 'fulfilled' ? uids.value : {};
}

/** Why a cleanup step may find less than it expects: what it removes may not have been made. */
function whyUnsure(
  before: readonly StepResult[],
  guide: Guide,
  { step, last, stopped }: { step: Step; last: number; stopped: boolean },
): string | undefined {
  const bad = before.find(({ verdict }) => verdict !== 'passed' && verdict !== 'skipped');
  if (bad) return `${bad.step} did not pass`;
  if (stopped) return 'the run was stopped';
  const leftOut = guide.steps.some(
    ({ ordinal, role }) => role !== 'cleanup' && ordinal > last && ordinal < step.ordinal,
  );
  return leftOut ? 'steps before it were left out' : undefined;
}

/**
 * A failure of such a cleanup says nothing about the page. Its commands that were refused are reported all
 * the same: what they delete may be left.
 */
function judgedCleanup(result: StepResult, unsure: string | undefined): StepResult {
  if (unsure === undefined || (result.verdict !== 'failed' && result.verdict !== 'differs')) return result;
  const refused = result.commands.filter(({ attempts }) => attempts === 0);
  const message = refused.length > 0 ? result.message : `ran, but is not judged: ${unsure}`;
  return {
    ...result,
    verdict: 'skipped',
    ...(message !== undefined && { message }),
    commands: refused.map((command) => ({ ...command, verdict: 'skipped' })),
  };
}
