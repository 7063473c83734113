import { isDeepStrictEqual } from 'node:util';
import type { Guide, Step } from '../../../src/guide/model.ts';
import type { PlanAnswer, PlanRequest, RunAnswer } from '../../../src/guide/protocol.ts';
import type { StepResult } from '../../../src/guide/result.ts';
import type { Typed } from '../../shell/execution/type-text.ts';
import { ending, lineBusy, nothingLeft, type Refused, stepBusy, unfinished } from '../refused.ts';
import { GuideResults } from './guide-results.ts';
import { GuideSession } from './guide-session.ts';
import type { PastRun } from './journal/history.ts';
import { shellGone } from './journal/past-result.ts';
import { makeRun } from './make-run.ts';
import { type PlanFacts, planFor, runsFor } from './requests/plan-runs.ts';
import { type QueuedRun, RunQueue, runsOfRequest } from './run-queue.ts';
import type { SharedParts } from './shared-parts.ts';
import { TypedLine, whyUnfinished } from './typed-line.ts';

/** The queue, the session and the results of one guide. Only one run or typed line runs at a time. */
export class GuideRuns {
  #guide: Guide;
  readonly #shared: SharedParts;
  readonly #results: GuideResults;
  readonly #session: GuideSession;
  readonly #typed: TypedLine;
  readonly #queue: RunQueue;
  #isRemoved = false;
  #isStopping = false;

  constructor(guide: Guide, shared: SharedParts) {
    const { log, journal } = shared;
    this.#guide = guide;
    this.#shared = shared;
    this.#results = new GuideResults(log, journal);
    this.#session = new GuideSession(guide, { ...shared, results: this.#results });
    this.#typed = new TypedLine({
      onState: (state) =>
        log.append({
          type: 'typed',
          guide: guide.name,
          running: state !== 'ended',
          ...(state === 'hides-text' && { hidden: true }),
        }),
      onError: (message) => log.append({ type: 'terminal', guide: guide.name, text: `${message}\r\n` }),
    });
    this.#queue = new RunQueue({
      whenFree: () => this.#typed.settled,
      make: (queued) =>
        makeRun(queued, { ...shared, guide: this.#guide, session: this.#session, results: this.#results }),
      onEnded: (queued, result) => this.#ended(queued, result),
      onEmpty: shared.onIdle,
    });
  }

  get guide(): Guide {
    return this.#guide;
  }

  /** Whether the guide's file was removed: then the guide takes no requests. */
  get isRemoved(): boolean {
    return this.#isRemoved;
  }

  /** Whether a run or a typed line is under way or waits. */
  get isBusy(): boolean {
    return this.#queue.isWorking || this.#typed.running;
  }

  /** Whether the guide has a session, or will have one. */
  get isOpen(): boolean {
    return this.#session.isOpen || this.isBusy;
  }

  /** Whether a step changed something in the cluster that is not cleaned up. */
  get touched(): boolean {
    return this.#session.touched;
  }

  /** Whether nothing is under way and nothing has to be cleaned up. */
  get isQuiet(): boolean {
    return !this.isBusy && !this.touched;
  }

  /** Settles when nothing is under way. */
  get settled(): Promise<unknown> {
    return Promise.all([this.#queue.settled, this.#typed.settled]);
  }

  /** Queues the runs of a request. A second click on a step whose run is under way gets that run. */
  request(step: Step, request: PlanRequest): RunAnswer | Refused {
    if (this.#isStopping) return ending;
    const same = this.#queue.sameRun(step, request.mode);
    if (same) return { runs: [{ run: same.run, step: step.id }] };
    const steps = runsFor(this.#planFacts(), step, request);
    if ('refusal' in steps) return steps;
    const full = this.#shared.whyFull(this.#guide.name);
    if (full) return full;
    if (steps.length === 0) return nothingLeft;
    const runs = runsOfRequest(steps, request.mode);
    const { name: guide } = this.#guide;
    for (const { run, step: each } of runs)
      this.#shared.log.append({ type: 'run-queued', run, guide, step: each.id, hash: each.hash });
    this.#queue.add(runs);
    return { runs: runs.map(({ run, step: { id } }) => ({ run, step: id })) };
  }

  /** The steps that a request would run, that hold already, and that it would skip. */
  plan(step: Step, request: PlanRequest): PlanAnswer | Refused {
    return planFor(this.#planFacts(), step, request);
  }

  /** Whether the run of this id is under way. */
  isCurrent(run: string): boolean {
    return this.#queue.current?.run === run;
  }

  /**
   * Stops a run. If it waits, the later runs of its request are cancelled with it. Returns false if the guide
   * has no such run.
   */
  cancel(run: string): boolean {
    const found = this.#queue.all.find((queued) => queued.run === run);
    found?.controller.abort();
    if (found && found !== this.#queue.current)
      this.#cancelled(this.#queue.removeRequest(found.request, found), 'Stopped before it began.');
    return found !== undefined;
  }

  /** Cancels all waiting runs. */
  cancelWaiting(message: string): void {
    this.#cancelled(this.#queue.removeWaiting(), message);
  }

  /** Sends text to the command that runs. */
  write(text: string): Typed {
    return this.#session.write(text);
  }

  /** Runs a line that was typed in the terminal, unless something runs already. */
  type(text: string): Refused | undefined {
    const [busy] = this.#queue.all;
    if (busy) return stepBusy(busy.step);
    if (this.#typed.running || this.#isStopping) return lineBusy;
    const full = this.#shared.whyFull(this.#guide.name);
    if (full) return full;
    const why = whyUnfinished(text);
    if (why !== undefined) return unfinished(why);
    const onHidden = (isHidden: boolean) => this.#typed.hide(isHidden);
    this.#typed.run(async (signal) => this.#session.open().type(text, { signal, onHidden }));
    void this.#typed.settled.then(this.#shared.onIdle);
    return undefined;
  }

  /** Replaces the guide by its present text. Results of changed steps become stale. */
  replaceGuide(guide: Guide): void {
    if (!this.#isRemoved && isDeepStrictEqual(this.#guide, guide)) return;
    this.#isRemoved = false;
    this.#guide = guide;
    this.#session.replaceGuide(guide);
    this.#results.logStale(guide);
  }

  /**
   * Call it when the guide's file was removed. The session and the results stay: the file may come back, and
   * objects of its steps may still be in the cluster.
   */
  removeGuide(): void {
    this.#isRemoved = true;
  }

  /** Ends the session and forgets the results. The objects that the steps made stay in the cluster. */
  async reset(): Promise<void> {
    await this.stop().finally(() => {
      this.#results.forget(this.#guide);
      this.#session.setState({ state: 'none' });
    });
  }

  /** Ends the session and everything that runs in it. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.cancelWaiting('The session was ended.');
    this.#queue.current?.controller.abort();
    this.#typed.stop();
    await this.settled;
    await this.#session.close().finally(() => {
      this.#isStopping = false;
      this.#shared.onIdle();
    });
  }

  /** Takes over a run of a runner that was killed. */
  recall(past: PastRun): void {
    this.#results.recall(this.#guide, past);
  }

  /** Call it after the last `recall`. The steps that passed become stale, because their shell is gone. */
  endRecall(): void {
    const { passed, byStep } = this.#results;
    this.#results.lose(passed, shellGone);
    this.#results.logStale(this.#guide);
    if (Object.keys(byStep).length === 0) return;
    this.#session.setState({
      state: 'lost',
      lost: passed,
      message: `${shellGone} A new one starts with the next step.`,
    });
  }

  /** Looks for objects that are gone although no step deleted them: results of their steps do not hold. */
  async findGone(): Promise<void> {
    if (this.#queue.current) return;
    const gone = await this.#session.gone();
    if (!gone || this.#queue.current) return;
    this.#results.setGone(gone);
    this.#results.logStale(this.#guide);
  }

  /** The state of the guide as pages show it. */
  shown() {
    return {
      session: this.#session.state,
      stale: this.#results.stale(this.#guide),
      results: this.#results.byStep,
      isTyping: this.#typed.running,
      runs: this.#queue.shown(this.#guide.name),
    };
  }

  #planFacts(): PlanFacts {
    return {
      guide: this.#guide,
      target: this.#shared.target(),
      passed: this.#session.passed,
      met: this.#session.met,
      underWay: new Set(this.#queue.all.map(({ step }) => step.id)),
      stale: this.#results.stale(this.#guide),
    };
  }

  #ended({ step, request, checkOnly }: QueuedRun, result: StepResult): void {
    this.#results.ended(this.#guide, step, result, { checked: checkOnly });
    this.#results.logStale(this.#guide);
    if (result.verdict === 'passed' || result.verdict === 'skipped') return;
    this.#results.neverStarted(this.#guide, this.#queue.removeRequest(request), {
      verdict: 'skipped',
      message: `Not run: ${step.id} did not pass.`,
    });
  }

  #cancelled(runs: readonly QueuedRun[], message: string): void {
    this.#results.neverStarted(this.#guide, runs, { verdict: 'cancelled', message });
  }
}
