/**
 * What is on disk of a runner's runs, so that the next one knows what was under way when this one was killed.
 * One file a runner, of JSON lines: outputs never. A runner that ends in order removes its own.
 */
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Guide } from '../../../src/guide/model.ts';
import type { Verdict } from '../../../src/guide/outcome.ts';
import { writing } from '../../io/disk-error.ts';
import { startTimeOf } from '../../kernel/processes.ts';

/** Which guide, by its name and its file, made absolute. */
export interface JournalGuide {
  readonly guide: string;
  readonly file: string;
}

/** How the journal names a guide. */
export function journalGuide({ name, file }: Pick<Guide, 'name' | 'file'>): JournalGuide {
  return { guide: name, file: resolve(file) };
}

/** A run, when it began. */
export interface StartedRun extends JournalGuide {
  readonly run: string;
  readonly step: string;
  readonly hash: string;
  readonly at: string;
}

export type JournalLine =
  | ({ readonly type: 'started' } & StartedRun)
  | { readonly type: 'ended'; readonly run: string; readonly verdict: Verdict; readonly at: string }
  /** The guide's session was reset: none of its results counts any more. */
  | ({ readonly type: 'forgotten' } & JournalGuide);

export class Journal {
  readonly #folder: string;
  readonly #file: string;
  #descriptor: number | undefined;
  /** A machine that gives no place for it, such as a read-only home, has none. */
  #isForbidden = false;
  /** What there was no room for yet. */
  #unwritten = Buffer.alloc(0);

  /** `name` tells servers of one process apart. */
  constructor(folder: string, name: string) {
    this.#folder = folder;
    this.#file = join(folder, journalName(process.pid, name));
  }

  /** Throws a DiskError where that is not on disk: then it must not begin. */
  started(run: StartedRun): void {
    this.#write({ type: 'started', ...run });
  }

  /** One that another runner made. */
  recalled(run: StartedRun): void {
    this.#tryWrite({ type: 'started', ...run });
  }

  /** What cannot be written now goes before the next line. */
  ended(run: string, verdict: Verdict): void {
    this.#tryWrite({ type: 'ended', run, verdict, at: new Date().toISOString() });
  }

  forgotten(guide: JournalGuide): void {
    if (this.#descriptor !== undefined) this.#tryWrite({ type: 'forgotten', ...guide });
  }

  close(): void {
    if (this.#descriptor === undefined) return;
    closeSync(this.#descriptor);
    this.#descriptor = undefined;
    rmSync(this.#file, { force: true });
  }

  #tryWrite(line: JournalLine): void {
    try {
      this.#write(line);
    } catch {
      // It is kept; at worst the next runner takes a run that ended for one that was under way.
    }
  }

  /**
   * Not synchronised with the disk: a killed process loses nothing that it has written, and steps must not
   * wait.
   */
  #write(line: JournalLine): void {
    if (this.#isForbidden) return;
    this.#unwritten = Buffer.concat([this.#unwritten, Buffer.from(`${JSON.stringify(line)}\n`)]);
    writing(this.#file, () => {
      this.#descriptor ??= this.#open();
      if (this.#descriptor === undefined) return;
      while (this.#unwritten.length > 0)
        this.#unwritten = this.#unwritten.subarray(writeSync(this.#descriptor, this.#unwritten));
    });
  }

  #open(): number | undefined {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      return openSync(this.#file, 'a', 0o600);
    } catch (error) {
      if (!['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      this.#isForbidden = true;
      return undefined;
    }
  }
}

/**
 * A journal is named for its process and that one's start time, so that a recycled process id is not taken
 * for it.
 */
function journalName(pid: number, name: string): string {
  return `${pid}-${startTimeOf(pid) ?? 0}-${name}.jsonl`;
}

/** Whether the runner that wrote it is gone. */
export function isOrphaned(journal: string): boolean {
  const found = /^(\d+)-(\d+)-.*\.jsonl$/.exec(journal);
  return found !== null && String(startTimeOf(Number(found[1]))) !== found[2];
}
