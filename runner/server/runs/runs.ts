import { setTimeout as pause } from 'node:timers/promises';
import type { Guide, Step } from '../../../src/guide/model.ts';
import type {
  PlanAnswer,
  PlanRequest,
  RunAnswer,
  RunnerState,
  RunRequest,
  TargetState,
} from '../../../src/guide/protocol.ts';
import type { Target } from '../../cluster/target.ts';
import { drainMs, lookAgainMs, sessionsAtMost } from '../../limits.ts';
import type { EventLog } from '../event-log.ts';
import {
  draining,
  noGuide,
  noRun,
  noStep,
  notLive,
  type Refused,
  refusedInput,
  staleHash,
  tooManySessions,
} from '../refused.ts';
import { GuideRuns } from './guide-runs.ts';
import type { PastRun } from './journal/history.ts';
import type { Journal } from './journal/journal.ts';
import { AcceptedRequests } from './requests/accepted-requests.ts';
import { ServerLease } from './server-lease.ts';
import type { SharedParts } from './shared-parts.ts';

/** All sessions, queues and runs of the server, by guide. Pages only send requests and watch events. */
export class Runs {
  readonly #log: EventLog;
  readonly #journal: Journal;
  readonly #guides: Map<string, GuideRuns>;
  readonly #accepted = new AcceptedRequests();
  readonly #lease = new ServerLease();
  readonly #shared: SharedParts;
  #target: Target | undefined;
  #lookingForGone: NodeJS.Timeout | undefined;
  /** Whether the runner is stopping. It then accepts no runs. */
  #isDraining = false;

  constructor(guides: readonly Guide[], log: EventLog, journal: Journal) {
    this.#log = log;
    this.#journal = journal;
    this.#shared = {
      log,
      journal,
      lease: this.#lease,
      target: () => this.#target,
      whyFull: (guide) => this.#whyFull(guide),
      onIdle: () => this.#releaseIfQuiet(),
    };
    this.#guides = new Map(guides.map((guide) => [guide.name, new GuideRuns(guide, this.#shared)]));
  }

  /** Sessions that open after this call run on this target. */
  setTarget(target: Target): void {
    this.#target = target;
    this.#lookingForGone ??= setInterval(() => void this.#findGone(), lookAgainMs).unref();
  }

  /** Queues the runs that a page asks for. A repeated request queues nothing and gets the same answer. */
  request(request: RunRequest): RunAnswer | Refused {
    const before = this.#accepted.answerTo(request);
    if (before) return before;
    const found = this.#find(request);
    if ('refusal' in found) return found;
    if (this.#isDraining) return draining;
    const answer = found.runs.request(found.step, request);
    if (!('refusal' in answer)) this.#accepted.add(request, answer);
    return answer;
  }

  /** The steps that a request would run, that hold already, and that it would skip. */
  plan(request: PlanRequest): PlanAnswer | Refused {
    const found = this.#find(request);
    return 'refusal' in found ? found : found.runs.plan(found.step, request);
  }

  /** Replaces the guides by their present texts: changed, added and removed ones. */
  replaceGuides(guides: readonly Guide[]): void {
    for (const guide of guides) {
      const runs = this.#guides.get(guide.name);
      if (runs) runs.replaceGuide(guide);
      else this.#guides.set(guide.name, new GuideRuns(guide, this.#shared));
    }
    const names = new Set(guides.map(({ name }) => name));
    for (const [name, runs] of this.#guides) if (!names.has(name)) runs.removeGuide();
  }

  /** Stops a running or waiting run. If it waits, the later runs of its request are cancelled too. */
  cancel(run: string): Refused | undefined {
    return this.#all.some((runs) => runs.cancel(run)) ? undefined : noRun;
  }

  /** Sends text to the command of a run that is under way. */
  input(run: string, text: string): Refused | undefined {
    const runs = this.#all.find((each) => each.isCurrent(run));
    return runs ? refusedInput(runs.write(text)) : noRun;
  }

  /** Runs a line that was typed in a guide's terminal, unless something runs already. */
  line(guide: string, text: string): Refused | undefined {
    const runs = this.#runsOf(guide);
    if (!runs) return noGuide(guide);
    if (!this.#target) return notLive;
    if (this.#isDraining) return draining;
    return runs.type(text);
  }

  /** Sends typed keys to the program that runs in a guide's terminal. */
  keys(guide: string, text: string): Refused | undefined {
    const runs = this.#guides.get(guide);
    return runs ? refusedInput(runs.write(text)) : noGuide(guide);
  }

  /** Ends a guide's session and forgets its results. The objects that its steps made stay in the cluster. */
  async reset(guide: string): Promise<Refused | undefined> {
    const runs = this.#guides.get(guide);
    if (!runs) return noGuide(guide);
    await runs.reset();
    return undefined;
  }

  /** Takes over the runs of a runner that was killed. No run is repeated, and no result holds. */
  recall(past: readonly PastRun[]): void {
    for (const run of past) this.#guides.get(run.guide)?.recall(run);
    for (const runs of this.#all) runs.endRecall();
  }

  /**
   * Accepts no more runs and cancels those that wait. Settles when nothing is under way, or after `drainMs`.
   */
  async drain(): Promise<void> {
    this.#isDraining = true;
    for (const runs of this.#all) runs.cancelWaiting('The runner is stopping.');
    const late = new AbortController();
    await Promise.race([
      Promise.all(this.#all.map((runs) => runs.settled)),
      pause(drainMs, undefined, { signal: late.signal }),
    ]);
    late.abort();
  }

  /** Ends every session, then releases the Lease. Throws at the end if a session could not be closed. */
  async close(): Promise<void> {
    this.#isDraining = true;
    clearInterval(this.#lookingForGone);
    const stopped = await Promise.allSettled(this.#all.map((runs) => runs.stop()));
    this.#journal.close();
    await this.#lease.release();
    const failed = stopped.find((each) => each.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** Guides whose steps changed something in the cluster that is not cleaned up. */
  get touched(): readonly Guide[] {
    return this.#all.filter(({ touched }) => touched).map(({ guide }) => guide);
  }

  state(about: { epoch: string; version: string; target: TargetState }): RunnerState {
    const shown = this.#all.map((runs) => ({ name: runs.guide.name, ...runs.shown() }));
    return {
      ...about,
      seq: this.#log.seq,
      sessions: Object.fromEntries(shown.map(({ name, session }) => [name, session])),
      stale: Object.fromEntries(shown.map(({ name, stale }) => [name, stale])),
      results: Object.fromEntries(shown.map(({ name, results }) => [name, results])),
      typing: shown.filter(({ isTyping }) => isTyping).map(({ name }) => name),
      runs: shown.flatMap(({ runs }) => runs),
    };
  }

  get #all(): readonly GuideRuns[] {
    return [...this.#guides.values()];
  }

  /** The runs of a guide whose file exists. */
  #runsOf(guide: string): GuideRuns | undefined {
    const runs = this.#guides.get(guide);
    return runs?.isRemoved ? undefined : runs;
  }

  #find({ guide, step: id, hash }: PlanRequest): { runs: GuideRuns; step: Step } | Refused {
    const runs = this.#runsOf(guide);
    if (!runs) return noGuide(guide);
    const step = runs.guide.steps.find((each) => each.id === id);
    if (!step) return noStep(id);
    return step.hash === hash ? { runs, step } : staleHash;
  }

  async #findGone(): Promise<void> {
    if (!this.#log.isWatched) return;
    for (const runs of this.#all) await runs.findGone();
  }

  /** Another runner may use the cluster when nothing is under way here and nothing has to be cleaned up. */
  #releaseIfQuiet(): void {
    if (this.#all.every(({ isQuiet }) => isQuiet)) void this.#lease.release();
  }

  /**
   * A session needs memory and a terminal for as long as it is open, so a server has at most
   * `sessionsAtMost`. Then a reader has to end one before another can open.
   */
  #whyFull(wanted: string): Refused | undefined {
    const open = this.#all.filter(({ isOpen }) => isOpen);
    if (open.some(({ guide }) => guide.name === wanted) || open.length < sessionsAtMost) return undefined;
    // No reader can end the session of a removed guide: its page is gone.
    const removed = open.find((each) => each.isRemoved && each.isQuiet);
    if (removed) {
      // The other session can open even if this one cannot be removed completely.
      removed.reset().catch(() => {});
      return undefined;
    }
    const idle = open.find(({ isBusy }) => !isBusy);
    const which = idle ? `the session of ${idle.guide.name} is idle` : 'all sessions are busy';
    return tooManySessions(which);
  }
}
