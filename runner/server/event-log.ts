import type { RunnerEvent } from '../../src/guide/protocol.ts';
import { screenLimitChars } from '../limits.ts';

type Body<E> = E extends unknown ? Omit<E, 'seq' | 'at'> : never;
export type EventBody = Body<RunnerEvent>;

/**
 * What happened since the runner started, in order, for pages that come, go and come back. Of each step only the last
 * run is kept, of a command's output only that of its last attempt, of the target only the last state, of a terminal what it showed last: what a page needs and no more.
 */
export class EventLog {
  #events: RunnerEvent[] = [];
  #seq = 0;
  /** Characters of `terminal` events, by guide. */
  readonly #screens = new Map<string, number>();
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

  /** Somebody waits for the next event. */
  get isWatched(): boolean {
    return this.#waiting.size > 0;
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

  /** Drops every event about a guide's runs and its terminal: its session was reset. */
  forgetGuide(guide: string): void {
    const runs = this.#runsOf((event) => event.guide === guide);
    this.#screens.delete(guide);
    this.#events = this.#events.filter((event) => !('run' in event && runs.has(event.run)) && !(isOfSession(event) && event.guide === guide));
  }

  #forgetSuperseded(body: EventBody): void {
    if (body.type === 'target') this.#events = this.#events.filter(({ type }) => type !== 'target');
    if (body.type === 'stale' || body.type === 'guide' || body.type === 'typed') {
      this.#events = this.#events.filter((event) => event.type !== body.type || event.guide !== body.guide);
    }
    if (body.type === 'command-started' && body.attempt > 1) {
      this.#events = this.#events.filter((event) => event.type !== 'output' || event.run !== body.run || event.command !== body.command);
    }
    if (body.type === 'terminal') this.#forgetScreen(body.guide, body.text.length);
    if (body.type !== 'run-queued') return;
    const runs = this.#runsOf(({ guide, step }) => guide === body.guide && step === body.step);
    this.#events = this.#events.filter((event) => !('run' in event && runs.has(event.run)));
  }

  /** Makes room for `more` characters; twice the limit may be there, so that this is seldom. */
  #forgetScreen(guide: string, more: number): void {
    let chars = (this.#screens.get(guide) ?? 0) + more;
    if (chars > 2 * screenLimitChars) {
      this.#events = this.#events.filter((event) => {
        if (event.type !== 'terminal' || event.guide !== guide || chars <= screenLimitChars) return true;
        chars -= event.text.length;
        return false;
      });
    }
    this.#screens.set(guide, chars);
  }

  #runsOf(wanted: (event: { guide: string; step: string }) => boolean): Set<string> {
    const queued = this.#events.filter((event) => event.type === 'run-queued');
    return new Set(queued.filter(wanted).map(({ run }) => run));
  }
}

function isOfSession(event: RunnerEvent): event is Extract<RunnerEvent, { type: 'terminal' | 'typed' | 'stale' }> {
  return event.type === 'terminal' || event.type === 'typed' || event.type === 'stale';
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
