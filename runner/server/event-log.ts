import type { RunnerEvent } from '../../src/guide/protocol.ts';
import { screenLimitChars } from '../limits.ts';

type Body<E> = E extends { type: 'terminal' }
  ? Omit<E, 'seq' | 'at' | 'from'>
  : E extends unknown
    ? Omit<E, 'seq' | 'at'>
    : never;
export type EventBody = Body<RunnerEvent>;

/** The guide that events are wanted for, beside those that are about none; absent: all. */
type Wanted = string | undefined;

/**
 * What happened since the runner started, in order, for pages that come, go and come back. Of each step only
 * the last run is kept, of a command's output only that of its last attempt, of the target and the site only
 * the last state, of a terminal what it showed last: what a page needs and no more.
 */
export class EventLog {
  #events: RunnerEvent[] = [];
  #seq = 0;
  /** Characters of `terminal` events that are kept, and of all there were, by guide. */
  readonly #screens = new Map<string, { readonly kept: number; readonly all: number }>();
  readonly #guideOfRun = new Map<string, string>();
  readonly #waiting = new Map<() => void, Wanted>();

  get seq(): number {
    return this.#seq;
  }

  append(body: EventBody): void {
    this.#seq += 1;
    this.#forgetSuperseded(body);
    if (body.type === 'run-queued') this.#guideOfRun.set(body.run, body.guide);
    const from =
      body.type === 'terminal' ? { from: (this.#screens.get(body.guide)?.all ?? 0) - body.text.length } : {};
    const event = { seq: this.#seq, at: new Date().toISOString(), ...body, ...from } as RunnerEvent;
    this.#events.push(event);
    for (const [wake, wanted] of [...this.#waiting]) if (this.#isWanted(event, wanted)) wake();
  }

  /** Somebody waits for the next event. */
  get isWatched(): boolean {
    return this.#waiting.size > 0;
  }

  after(seq: number, wanted?: Wanted): readonly RunnerEvent[] {
    const events = this.#events.slice(firstAfter(this.#events, seq));
    return wanted === undefined ? events : events.filter((event) => this.#isWanted(event, wanted));
  }

  /** Resolves at the next event that is wanted, after `ms`, or when `signal` aborts. */
  async next(ms: number, signal: AbortSignal, wanted?: Wanted): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#waiting.set(wake, wanted);
      signal.addEventListener('abort', wake);
    });
  }

  /** Drops every event about a guide's runs and its terminal: its session was reset. */
  forgetGuide(guide: string): void {
    const runs = this.#runsOf((event) => event.guide === guide);
    this.#screens.delete(guide);
    for (const run of runs) this.#guideOfRun.delete(run);
    this.#events = this.#events.filter(
      (event) => !('run' in event && runs.has(event.run)) && !(isOfSession(event) && event.guide === guide),
    );
  }

  #forgetSuperseded(body: EventBody): void {
    if (body.type === 'target' || body.type === 'site')
      this.#events = this.#events.filter(({ type }) => type !== body.type);
    if (body.type === 'stale' || body.type === 'typed') {
      this.#events = this.#events.filter((event) => event.type !== body.type || event.guide !== body.guide);
    }
    if (body.type === 'command-started' && body.attempt > 1) {
      this.#events = this.#events.filter(
        (event) => event.type !== 'output' || event.run !== body.run || event.command !== body.command,
      );
    }
    if (body.type === 'terminal') this.#forgetScreen(body.guide, body.text.length);
    if (body.type !== 'run-queued') return;
    const runs = this.#runsOf(({ guide, step }) => guide === body.guide && step === body.step);
    this.#events = this.#events.filter((event) => !('run' in event && runs.has(event.run)));
    for (const run of runs) this.#guideOfRun.delete(run);
  }

  #isWanted(event: RunnerEvent, wanted: Wanted): boolean {
    if (wanted === undefined) return true;
    const guide = 'guide' in event ? event.guide : 'run' in event ? this.#guideOfRun.get(event.run) : wanted;
    return guide === wanted;
  }

  /** Makes room for `more` characters; twice the limit may be there, so that this is seldom. */
  #forgetScreen(guide: string, more: number): void {
    const screen = this.#screens.get(guide);
    let kept = (screen?.kept ?? 0) + more;
    if (kept > 2 * screenLimitChars) {
      this.#events = this.#events.filter((event) => {
        if (event.type !== 'terminal' || event.guide !== guide || kept <= screenLimitChars) return true;
        kept -= event.text.length;
        return false;
      });
    }
    this.#screens.set(guide, { kept, all: (screen?.all ?? 0) + more });
  }

  #runsOf(wanted: (event: { guide: string; step: string }) => boolean): Set<string> {
    const queued = this.#events.filter((event) => event.type === 'run-queued');
    return new Set(queued.filter(wanted).map(({ run }) => run));
  }
}

function isOfSession(
  event: RunnerEvent,
): event is Extract<RunnerEvent, { type: 'terminal' | 'typed' | 'stale' }> {
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
