import type { Step } from '../../src/guide/model.ts';
import { stepsOfPass } from '../../src/guide/passes.ts';
import type { StepResult } from '../../src/guide/result.ts';
import { uidsOf } from '../cleanup/left-objects.ts';
import type { OpenRecord } from '../cleanup/pass-record.ts';
import type { RunnerLease } from '../cluster/lease/runner-lease.ts';
import type { Target } from '../cluster/target.ts';
import { NotOursError } from '../errors.ts';
import { untilAnswering } from '../evidence/unreachable.ts';
import { apiReturnMs } from '../limits.ts';
import type { MadeObject } from '../preflight/made-objects.ts';
import type { RunListener } from '../session/run-listener.ts';
import type { Session } from '../session/session.ts';
import { judgedCleanup } from './judge-cleanup.ts';
import type { PassOptions } from './pass-options.ts';
import { lastOrdinal } from './planned-steps.ts';
import type { UndeclaredWatch } from './undeclared-watch.ts';

interface PassParts {
  readonly session: Session;
  readonly lease: RunnerLease;
  /** The file that tells the next runner what to delete if this one is killed. */
  readonly record: OpenRecord;
  readonly watch: UndeclaredWatch | undefined;
  /** All objects that the guide's commands make. */
  readonly makes: readonly MadeObject[];
  /** Receives the result of each step when the step has ended. */
  readonly results: StepResult[];
}

const silent: RunListener = { commandStarted() {}, output() {}, commandEnded() {} };

/**
 * Runs the steps of a pass in order, and its cleanup steps in any case, and returns the ids of those that
 * began. Before cleanup it waits for a cluster that went away. If this runner loses the cluster or the Lease,
 * the running command finishes, no further command that writes runs, and this function throws a NotOursError.
 */
export async function runSteps(
  { guide, target, choices, until, signal, listener }: PassOptions,
  { session, lease, record, watch, makes, results }: PassParts,
): Promise<ReadonlySet<string>> {
  const last = lastOrdinal(guide, until);
  const never = new AbortController().signal;
  const began = new Set<string>();
  const notes = new MadeNotes(target, record, makes);
  let isBroken = false;
  let lost: NotOursError | undefined;
  const confirm = () =>
    lease.confirm().catch((error: unknown) => {
      if (error instanceof NotOursError) lost = error;
      throw error;
    });
  for (const step of stepsOfPass(guide, choices)) {
    const isCleanup = step.role === 'cleanup';
    if (!isCleanup && (signal.aborted || isBroken || step.ordinal > last)) continue;
    if (isCleanup && isBroken) await untilAnswering(target.api, apiReturnMs);
    listener?.stepStarted?.(step);
    record.touch();
    const ran = await session.run(step, {
      signal: isCleanup ? never : signal,
      listener: silent,
      beforeWrite: async () => {
        await Promise.all([confirm(), watch?.beforeWrite(step)]);
      },
    });
    if (ran.commands.length > 0) began.add(step.id);
    const before = { results, last, stopped: signal.aborted };
    const result = isCleanup ? judgedCleanup(step, ran, guide, before) : ran;
    results.push(result);
    watch?.stepEnded();
    notes.stepEnded(step, ran);
    listener?.stepEnded?.(step, result);
    isBroken ||= result.verdict === 'errored';
    if (lost) break;
  }
  await notes.written();
  if (lost) throw lost;
  record.touch();
  return began;
}

/** Notes in the record of a pass which objects its steps have made, while the next steps run. */
class MadeNotes {
  readonly #target: Target;
  readonly #record: OpenRecord;
  readonly #makes: readonly MadeObject[];
  #noted: Promise<void> = Promise.resolve();

  constructor(target: Target, record: OpenRecord, makes: readonly MadeObject[]) {
    this.#target = target;
    this.#record = record;
    this.#makes = makes;
  }

  stepEnded({ id }: Step, { startedAt }: StepResult): void {
    const made = this.#newUids(id, Date.parse(startedAt));
    this.#noted = this.#noted.then(async () => this.#record.note(await made));
    // `written` reports an error when the steps are over.
    this.#noted.catch(() => {});
  }

  /** Rejects if the record could not be written. */
  written(): Promise<void> {
    return this.#noted;
  }

  /**
   * UIDs of the objects that a step has made since, by path; none if the cluster was replaced, because then
   * they belong to objects of the new cluster.
   */
  async #newUids(step: string, since: number): Promise<Readonly<Record<string, string>>> {
    const own = this.#makes.filter((object) => object.step === step);
    if (own.length === 0) return {};
    const [uids, same] = await Promise.allSettled([
      uidsOf(this.#target.api, own, since),
      this.#target.recheck(),
    ]);
    return uids.status === 'fulfilled' && same.status === 'fulfilled' ? uids.value : {};
  }
}
