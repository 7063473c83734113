import { randomUUID } from 'node:crypto';
import type { Step } from '../../../src/guide/model.ts';
import type { RunMode, RunnerState } from '../../../src/guide/protocol.ts';
import type { StepResult } from '../../../src/guide/result.ts';

/** A run that waits or is under way. */
export interface QueuedRun {
  readonly run: string;
  readonly step: Step;
  /** Aborting it stops the run. */
  readonly controller: AbortController;
  /** The request that queued it. When a run of a request does not pass, its later runs are skipped. */
  readonly request: string;
  /** Whether only the commands that read are run and judged. */
  readonly checkOnly: boolean;
}

/** The runs of one request, one for each step. */
export function runsOfRequest(steps: readonly Step[], mode: RunMode): QueuedRun[] {
  const request = randomUUID();
  return steps.map((step) => ({
    run: randomUUID(),
    step,
    controller: new AbortController(),
    request,
    checkOnly: mode === 'check',
  }));
}

export interface QueueHandlers {
  /** Settles when the next run may start. */
  readonly whenFree: () => Promise<void>;
  /** Makes the run. Never rejects. */
  readonly make: (queued: QueuedRun) => Promise<StepResult>;
  readonly onEnded: (queued: QueuedRun, result: StepResult) => void;
  /** Called when the last run has ended and no run waits. */
  readonly onEmpty: () => void;
}

/** The runs of one guide. It makes them one after the other, in the order in which they were added. */
export class RunQueue {
  readonly #handlers: QueueHandlers;
  #current: QueuedRun | undefined;
  #waiting: readonly QueuedRun[] = [];
  /** Settles when the queue is empty; `undefined` if it is empty. */
  #working: Promise<void> | undefined;

  constructor(handlers: QueueHandlers) {
    this.#handlers = handlers;
  }

  /** The run that is under way. */
  get current(): QueuedRun | undefined {
    return this.#current;
  }

  /** The current run, then the waiting runs. */
  get all(): readonly QueuedRun[] {
    return this.#current ? [this.#current, ...this.#waiting] : this.#waiting;
  }

  get isWorking(): boolean {
    return this.#working !== undefined;
  }

  /** Settles when the queue is empty. */
  get settled(): Promise<void> {
    return this.#working ?? Promise.resolve();
  }

  /** The runs as pages show them. */
  shown(guide: string): RunnerState['runs'] {
    return this.all.map((queued) => ({
      run: queued.run,
      guide,
      step: queued.step.id,
      state: queued === this.#current ? 'running' : 'queued',
    }));
  }

  add(runs: readonly QueuedRun[]): void {
    this.#waiting = [...this.#waiting, ...runs];
    this.#working ??= this.#work();
  }

  /**
   * The current or waiting run that a second click on a step would repeat. The second click then queues
   * nothing.
   */
  sameRun({ id, hash }: Step, mode: RunMode): QueuedRun | undefined {
    if (mode !== 'only' && mode !== 'check') return undefined;
    return this.all.find(
      ({ step, checkOnly }) => step.id === id && step.hash === hash && checkOnly === (mode === 'check'),
    );
  }

  /** Removes all waiting runs and returns them. */
  removeWaiting(): readonly QueuedRun[] {
    const removed = this.#waiting;
    this.#waiting = [];
    return removed;
  }

  /** Removes the waiting runs of one request and returns them. `first`: only this run and later ones. */
  removeRequest(request: string, first?: QueuedRun): readonly QueuedRun[] {
    const later = first ? this.#waiting.slice(this.#waiting.indexOf(first)) : this.#waiting;
    const removed = later.filter((queued) => queued.request === request);
    this.#waiting = this.#waiting.filter((queued) => !removed.includes(queued));
    return removed;
  }

  async #work(): Promise<void> {
    const { whenFree, make, onEnded, onEmpty } = this.#handlers;
    for (;;) {
      await whenFree();
      const [next, ...waiting] = this.#waiting;
      if (!next) break;
      this.#waiting = waiting;
      this.#current = next;
      const result = await make(next);
      this.#current = undefined;
      onEnded(next, result);
    }
    this.#working = undefined;
    onEmpty();
  }
}
