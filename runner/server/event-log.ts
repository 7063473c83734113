import type { RunnerEvent } from '../../src/guide/protocol.ts';

type Body<E> = E extends unknown ? Omit<E, 'seq' | 'at'> : never;
export type EventBody = Body<RunnerEvent>;

/**
 * What happened since the runner started, in order, for pages that come, go and come back. Of each step only the last
 * run is kept, and of the target only the last state: what a page needs and no more.
 */
export class EventLog {
  #events: RunnerEvent[] = [];
  #seq = 0;
  readonly #waiting = new Set<() => void>();

  get seq(): number {
    return this.#seq;
  }

  append(body: EventBody): void {
    this.#seq += 1;
    this.#forgetSuperseded(body);
    this.#events.push({ seq: this.#seq, at: new Date().toISOString(), ...body } as RunnerEvent);
    for (const wake of [...this.#waiting]) wake();
  }

  after(seq: number): readonly RunnerEvent[] {
    return this.#events.slice(firstAfter(this.#events, seq));
  }

  /** Resolves at the next event, after `ms`, or when `signal` aborts. */
  async next(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  /** Drops every event about a guide's runs: its session was reset. */
  forgetGuide(guide: string): void {
    const runs = this.#runsOf((event) => event.guide === guide);
    this.#events = this.#events.filter((event) => !('run' in event && runs.has(event.run)));
  }

  #forgetSuperseded(body: EventBody): void {
    if (body.type === 'target') this.#events = this.#events.filter(({ type }) => type !== 'target');
    if (body.type !== 'run-queued') return;
    const runs = this.#runsOf(({ guide, step }) => guide === body.guide && step === body.step);
    this.#events = this.#events.filter((event) => !('run' in event && runs.has(event.run)));
  }

  #runsOf(wanted: (event: { guide: string; step: string }) => boolean): Set<string> {
    const queued = this.#events.filter((event) => event.type === 'run-queued');
    return new Set(queued.filter(wanted).map(({ run }) => run));
  }
}

/** Binary search: sequence numbers grow. */
function firstAfter(events: readonly RunnerEvent[], seq: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.seq ?? 0) > seq) high = middle;
    else low = middle + 1;
  }
  return low;
}
