import type { Guide, Step } from '../../../src/guide/model.ts';
import type { Change, StepResult } from '../../../src/guide/result.ts';
import type { EventLog } from '../event-log.ts';
import type { PastRun } from './journal/history.ts';
import { type Journal, journalGuide } from './journal/journal.ts';
import { pastResult } from './journal/past-result.ts';
import type { QueuedRun } from './run-queue.ts';
import { Staleness } from './staleness.ts';

/**
 * The last result of each step of a guide, and which of these results are stale. Changes go to the event log
 * and the journal.
 */
export class GuideResults {
  readonly #log: EventLog;
  readonly #journal: Journal;
  readonly #results = new Map<string, StepResult>();
  readonly #staleness = new Staleness();

  constructor(log: EventLog, journal: Journal) {
    this.#log = log;
    this.#journal = journal;
  }

  /** The last result of each step, by the step's id. */
  get byStep(): Readonly<Record<string, StepResult>> {
    return Object.fromEntries(this.#results);
  }

  /** Ids of the steps whose last result is `passed`. */
  get passed(): string[] {
    return [...this.#results.values()].filter(({ verdict }) => verdict === 'passed').map(({ step }) => step);
  }

  /** Why each stale step is stale, in one sentence, by the step's id. */
  stale(guide: Guide): Readonly<Record<string, string>> {
    return this.#staleness.stale(guide);
  }

  /** Call it when a run has ended. `checked`: only the commands that read were run. */
  ended(guide: Guide, step: Step, result: StepResult, how: { readonly checked?: boolean } = {}): void {
    this.#results.set(step.id, result);
    this.#staleness.ended(step, result.verdict, how);
    this.#journal.ended(result.run, result.verdict);
    // The result of each command was sent when the command ended.
    this.#logEnd(guide, { ...result, commands: [] });
  }

  /** Call it when runs were removed from the queue before they started. */
  neverStarted(
    guide: Guide,
    runs: readonly QueuedRun[],
    why: { readonly verdict: 'cancelled' | 'skipped'; readonly message: string },
  ): void {
    for (const { run, step } of runs) {
      const startedAt = new Date().toISOString();
      const { verdict, message } = why;
      const result: StepResult = { run, step: step.id, verdict, startedAt, ms: 0, message, commands: [] };
      this.#results.set(step.id, result);
      this.#logEnd(guide, result);
    }
  }

  /** Takes over a run of a runner that was killed, if the guide still has its step. */
  recall(guide: Guide, past: PastRun): void {
    const step = guide.steps.find(({ id }) => id === past.step);
    if (!step) return;
    const { run, hash, at } = past;
    this.#journal.recalled({ run, ...journalGuide(guide), step: step.id, hash, at });
    this.#log.append({ type: 'run-queued', run, guide: guide.name, step: step.id, hash });
    this.#log.append({ type: 'run-started', run, guide: guide.name, step: step.id });
    this.ended(guide, { ...step, hash }, pastResult(past));
  }

  /**
   * Makes the results of these steps stale, because the objects or variables that the steps made are gone.
   * `why`: the reason in a sentence.
   */
  lose(steps: readonly string[], why: string): void {
    this.#staleness.lose(steps, why);
  }

  /** The objects that each step made and that are not in the cluster now, by the step's id. */
  setGone(gone: ReadonlyMap<string, readonly Change[]>): void {
    this.#staleness.setGone(new Map([...gone].map(([step, objects]) => [step, goneSentence(objects)])));
  }

  /** Appends a `stale` event to the log if the stale steps changed since the last call. */
  logStale(guide: Guide): void {
    const steps = this.#staleness.staleIfChanged(guide);
    if (steps) this.#log.append({ type: 'stale', guide: guide.name, steps });
  }

  /** Forgets all results, because the guide's session was reset. */
  forget(guide: Guide): void {
    this.#results.clear();
    this.#staleness.forget();
    this.#log.forgetGuide(guide.name);
    this.#journal.forgotten(journalGuide(guide));
  }

  #logEnd(guide: Guide, result: StepResult): void {
    this.#log.append({ type: 'run-ended', run: result.run, guide: guide.name, result });
  }
}

function goneSentence(objects: readonly Change[]): string {
  const names = objects.map(({ kind, name }) => `${kind} ${name}`).join(', ');
  return `It made ${names}, which ${objects.length === 1 ? 'is' : 'are'} not in the cluster any more.`;
}
