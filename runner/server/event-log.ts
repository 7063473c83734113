import type { RunnerEvent } from '../../src/guide/protocol.ts';
import { screenLimitChars } from '../limits.ts';

type Body<E> = E extends { type: 'terminal' }
  ? Omit<E, 'seq' | 'at' | 'from'>
  : E extends unknown
    ? Omit<E, 'seq' | 'at'>
    : never;
export type EventBody = Body<RunnerEvent>;

/** The guide whose events are wanted, besides those that are about no guide. Absent: all events. */
type Wanted = string | undefined;

/**
 * The events since the runner started, in order, for pages that come, go and come back. It keeps only what a
 * page needs: the last run of each step, the output of the last attempt of each command, the last states of
 * the target and the site, and the end of what each terminal showed.
 */
export class EventLog {
  #events: RunnerEvent[] = [];
  #seq = 0;
  /** The number of characters of each guide's `terminal` events: of the kept events, and of all. */
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

  /** Whether a page waits for the next event. */
  get isWatched(): boolean {
    return this.#waiting.size > 0;
  }

  /** The kept events with larger numbers. */
  after(seq: number, wanted?: Wanted): readonly RunnerEvent[] {
    const events = this.#events.slice(firstAfter(this.#events, seq));
    return wanted === undefined ? events : events.filter((event) => this.#isWanted(event, wanted));
  }

  /** Resolves at the next wanted event, after `ms`, or when `signal` aborts. */
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

  /** Removes all events about a guide's runs and its terminal, because its session was reset. */
  forgetGuide(guide: string): void {
    const runs = this.#runsOf((event) => event.guide === guide);
    this.#screens.delete(guide);
    for (const run of runs) this.#guideOfRun.delete(run);
    this.#events = this.#events.filter(
      (event) =>
        !('run' in event && runs.has(event.run)) && !(isAboutTerminal(event) && event.guide === guide),
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

  /**
   * Makes room for `more` characters. It waits until twice the limit is kept, so that it rarely has to delete
   * events.
   */
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

function isAboutTerminal(
  event: RunnerEvent,
): event is Extract<RunnerEvent, { type: 'terminal' | 'typed' | 'stale' }> {
  return event.type === 'terminal' || event.type === 'typed' || event.type === 'stale';
}

/** The index of the first event with a larger number, by binary search: the numbers grow. */
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
