import { progressEveryMs } from '../limits.ts';
import { usualMs } from './build/usual-times.ts';
import { partFailed } from './errors.ts';

export interface PartProgress {
  part: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  elapsedMs: number;
  usualMs: number;
  note?: string;
}

export type OnProgress = (parts: PartProgress[]) => void;

interface Entry {
  state: PartProgress['state'];
  startedMs: number;
  endedMs: number;
  note: string | undefined;
}

/** Reports the list of all parts on every change, and every second while a part runs. */
export class Progress {
  #entries = new Map<string, Entry>();
  #onProgress: OnProgress;
  #nowMs: () => number;
  #timer: NodeJS.Timeout | undefined;

  constructor(onProgress: OnProgress = () => {}, nowMs: () => number = () => performance.now()) {
    this.#onProgress = onProgress;
    this.#nowMs = nowMs;
  }

  /** Adds parts that will run later, so that the list is complete from the start. */
  expect(...parts: string[]): void {
    for (const part of parts) {
      this.#entries.set(part, { state: 'waiting', startedMs: 0, endedMs: 0, note: undefined });
    }
    this.#report();
  }

  /**
   * Runs one part. The part calls `note` to say what it does at the moment. Throws an error that names the
   * part if it fails.
   */
  async run<T>(part: string, work: (note: (text: string) => void) => Promise<T>): Promise<T> {
    const entry: Entry = { state: 'running', startedMs: this.#nowMs(), endedMs: 0, note: undefined };
    this.#entries.set(part, entry);
    this.#report();
    try {
      const result = await work((text) => {
        entry.note = text;
        this.#report();
      });
      entry.state = 'done';
      return result;
    } catch (error) {
      entry.state = 'failed';
      throw partFailed(part, error);
    } finally {
      entry.endedMs = this.#nowMs();
      entry.note = undefined;
      this.#report();
    }
  }

  list(): PartProgress[] {
    return [...this.#entries].map(([part, entry]) => ({
      part,
      state: entry.state,
      elapsedMs: Math.round(this.#elapsedMs(entry)),
      usualMs: usualMs[part] ?? 0,
      ...(entry.note === undefined ? {} : { note: entry.note }),
    }));
  }

  #elapsedMs({ state, startedMs, endedMs }: Entry): number {
    if (state === 'waiting') return 0;
    return (state === 'running' ? this.#nowMs() : endedMs) - startedMs;
  }

  #report(): void {
    const list = this.list();
    const running = list.some(({ state }) => state === 'running');
    if (running && !this.#timer) {
      this.#timer = setInterval(() => this.#onProgress(this.list()), progressEveryMs).unref();
    } else if (!running && this.#timer) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    this.#onProgress(list);
  }
}
