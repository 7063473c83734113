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

/** Tells the whole list of parts on every change, and every second while one is running. */
export class Progress {
  #entries = new Map<string, Entry>();
  #onProgress: OnProgress;
  #nowMs: () => number;
  #timer: NodeJS.Timeout | undefined;

  constructor(onProgress: OnProgress = () => {}, nowMs: () => number = () => performance.now()) {
    this.#onProgress = onProgress;
    this.#nowMs = nowMs;
  }

  /** Names parts that will be run, so that the list is whole from the start. */
  expect(...parts: string[]): void {
    for (const part of parts) {
      this.#entries.set(part, { state: 'waiting', startedMs: 0, endedMs: 0, note: undefined });
    }
    this.#tell();
  }

  /** Runs one part; `note` is what it is doing just now. A failure is told, and thrown naming the part. */
  async run<T>(part: string, work: (note: (text: string) => void) => Promise<T>): Promise<T> {
    const entry: Entry = { state: 'running', startedMs: this.#nowMs(), endedMs: 0, note: undefined };
    this.#entries.set(part, entry);
    this.#tell();
    try {
      const result = await work((text) => {
        entry.note = text;
        this.#tell();
      });
      entry.state = 'done';
      return result;
    } catch (error) {
      entry.state = 'failed';
      throw partFailed(part, error);
    } finally {
      entry.endedMs = this.#nowMs();
      entry.note = undefined;
      this.#tell();
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

  #tell(): void {
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
