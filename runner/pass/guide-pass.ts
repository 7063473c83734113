import type { Report } from '../../src/guide/report.ts';
import type { StepResult } from '../../src/guide/result.ts';
import { type OpenRecord, openRecord } from '../cleanup/pass-record.ts';
import { RunnerLease } from '../cluster/lease/runner-lease.ts';
import { EarlierSnapshot } from '../cluster/snapshot/earlier-snapshot.ts';
import { findLeftovers } from '../cluster/snapshot/find-leftovers.ts';
import { discover, type Resource } from '../cluster/snapshot/resources.ts';
import { type Scope, scopeOf } from '../cluster/snapshot/scope.ts';
import { takeSnapshot } from '../cluster/snapshot/snapshot.ts';
import type { Target } from '../cluster/target.ts';
import { messageOf, NotOursError } from '../errors.ts';
import { deletionSettleMs } from '../limits.ts';
import { type Preflight, preflight, preflightText } from '../preflight/preflight.ts';
import { Session } from '../session/session.ts';
import { lostText } from './lost-text.ts';
import type { PassOptions } from './pass-options.ts';
import { type PassEnd, startReport } from './pass-report.ts';
import { plannedSteps } from './planned-steps.ts';
import { runSteps } from './run-steps.ts';
import { UndeclaredWatch } from './undeclared-watch.ts';

/**
 * Runs a guide once, unattended: preflight, snapshot, the steps in page order, cleanup in any case, and then
 * the comparison with the snapshot, which finds what is left.
 */
export async function runPass(options: PassOptions): Promise<Report> {
  const report = startReport(options);
  const { guide, target, work = 'test' } = options;
  try {
    const session = new Session(guide, target);
    let lease: RunnerLease | undefined;
    try {
      session.startShell();
      await target.recheck();
      const found = await preflight(guide, target, plannedSteps(options));
      const refused = whyRefused(found);
      if (refused) return report(refused);
      lease = await RunnerLease.take(target, work);
      return report(await runWithLease(options, session, { ...found, lease }));
    } finally {
      await session.close().finally(() => lease?.release());
    }
  } catch (error) {
    const isLost = error instanceof NotOursError;
    return report({
      error: isLost ? `${error.message} Nothing was written; start again.` : messageOf(error),
    });
  }
}

/** Refuses a guide that cannot run on this target, or that writes to objects that it does not declare. */
function whyRefused({ missing, leftovers, undeclared }: Preflight): PassEnd | undefined {
  if (missing.length + leftovers.length > 0)
    return { undeclared, error: preflightText([...missing, ...leftovers]) };
  return undeclared.length > 0 ? { undeclared } : undefined;
}

/** Runs the pass while no other runner works in the cluster. */
async function runWithLease(
  options: PassOptions,
  session: Session,
  found: Preflight & { readonly lease: RunnerLease },
): Promise<PassEnd> {
  const { guide, target } = options;
  const { makes, deletingSteps, lease } = found;
  const steps: StepResult[] = [];
  let record: OpenRecord | undefined;
  let watch: UndeclaredWatch | undefined;
  try {
    const scope = scopeOf(guide, target);
    const before = await snapshotBefore(target, scope, found.resources);
    try {
      record = openRecordOf(options, found, before);
      watch = UndeclaredWatch.of(guide, target, { scope, before, unclearSteps: found.unclearSteps });
      const began = await runSteps(options, { session, lease, record, watch, makes, results: steps });
      // Closes the session, so that no program that a step left running makes objects after the comparison.
      const [kinds, undeclared] = await Promise.all([
        discover(target.api),
        watch?.found(),
        lease.confirm(),
        session.close(),
      ]);
      const leftovers = await findLeftovers({
        target,
        scope,
        kinds,
        before,
        steps,
        makes,
        deletingSteps: deletingSteps.filter((id) => began.has(id)),
        settleMs: options.deletionSettleMs ?? deletionSettleMs,
      });
      if (leftovers.every(({ gone }) => gone)) record.remove();
      return { steps, leftovers, ...(undeclared && { undeclared }) };
    } finally {
      before.end();
    }
  } catch (error) {
    const undeclared = (await watch?.found()) ?? [];
    const isLost = error instanceof NotOursError;
    const made = record?.made ?? {};
    const why = isLost ? lostText(error, { guide, target, steps, makes, made }) : messageOf(error);
    return { steps, undeclared, error: why };
  }
}

/**
 * The objects that are there before the first step. On a local cluster, the snapshot need not be taken before
 * the steps, because etcd keeps earlier revisions. The revisions of a shared cluster may be useless for that.
 */
async function snapshotBefore(
  { api }: Target,
  scope: Scope,
  resources: readonly Resource[],
): Promise<EarlierSnapshot> {
  return scope.all
    ? EarlierSnapshot.begin(api, resources)
    : EarlierSnapshot.of(await takeSnapshot(api, scope, resources));
}

/** The record of the pass on disk. It is removed when nothing is left of the pass. */
function openRecordOf(
  { guide, target }: PassOptions,
  { makes }: Preflight,
  { uids }: EarlierSnapshot,
): OpenRecord {
  return openRecord({
    guide: guide.name,
    origin: target.origin,
    cluster: target.uid,
    longestStepMs: Math.max(...guide.steps.map(({ timeoutMs, withinMs }) => Math.max(timeoutMs, withinMs))),
    makes,
    before: uids,
  });
}
