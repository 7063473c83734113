/**
 * The runs of a runner on disk. If the runner is killed, the next one reads which runs were under way. Each
 * runner has one file of JSON lines, without outputs, and removes it when it ends normally.
 */
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Guide } from '../../../../src/guide/model.ts';
import type { Verdict } from '../../../../src/guide/outcome.ts';
import { writing } from '../../../io/disk-error.ts';
import { startTimeOf } from '../../../kernel/process-stat.ts';

/** A guide in a journal. `file` is an absolute path. */
export interface JournalGuide {
  readonly guide: string;
  readonly file: string;
}

/** How the journal names a guide. */
export function journalGuide({ name, file }: Pick<Guide, 'name' | 'file'>): JournalGuide {
  return { guide: name, file: resolve(file) };
}

/** A run and the time at which it began. */
export interface StartedRun extends JournalGuide {
  readonly run: string;
  readonly step: string;
  readonly hash: string;
  readonly at: string;
}

export type JournalLine =
  | ({ readonly type: 'started' } & StartedRun)
  | { readonly type: 'ended'; readonly run: string; readonly verdict: Verdict; readonly at: string }
  /** The guide's session was reset, so none of its earlier results counts. */
  | ({ readonly type: 'forgotten' } & JournalGuide);

export class Journal {
  readonly #folder: string;
  readonly #file: string;
  /** `forbidden`: no journal can be written here, for example because the home folder is read-only. */
  #state: 'unopened' | 'forbidden' | { readonly descriptor: number } = 'unopened';
  /** Lines that could not be written yet. */
  #unwritten = Buffer.alloc(0);

  /** `name`: distinguishes the servers of one process. */
  constructor(folder: string, name: string) {
    this.#folder = folder;
    this.#file = join(folder, journalName(process.pid, name));
  }

  /** Throws a DiskError if the line cannot be written. Then the run must not begin. */
  started(run: StartedRun): void {
    this.#write({ type: 'started', ...run });
  }

  /** Adds a run of an earlier runner. */
  recalled(run: StartedRun): void {
    this.#tryWrite({ type: 'started', ...run });
  }

  /** A line that cannot be written now is written before the next one. */
  ended(run: string, verdict: Verdict): void {
    this.#tryWrite({ type: 'ended', run, verdict, at: new Date().toISOString() });
  }

  forgotten(guide: JournalGuide): void {
    if (typeof this.#state === 'object') this.#tryWrite({ type: 'forgotten', ...guide });
  }

  close(): void {
    if (typeof this.#state === 'string') return;
    closeSync(this.#state.descriptor);
    this.#state = 'unopened';
    rmSync(this.#file, { force: true });
  }

  #tryWrite(line: JournalLine): void {
    try {
      this.#write(line);
    } catch {
      // The line is kept. If it is never written, the next runner believes that the run was under way.
    }
  }

  /**
   * Does not wait for the disk (fsync), because steps would wait too. The kernel keeps what a killed process
   * has written.
   */
  #write(line: JournalLine): void {
    if (this.#state === 'forbidden') return;
    this.#unwritten = Buffer.concat([this.#unwritten, Buffer.from(`${JSON.stringify(line)}\n`)]);
    writing(this.#file, () => {
      if (this.#state === 'unopened') this.#state = this.#open();
      if (typeof this.#state === 'string') return;
      while (this.#unwritten.length > 0)
        this.#unwritten = this.#unwritten.subarray(writeSync(this.#state.descriptor, this.#unwritten));
    });
  }

  #open(): 'forbidden' | { readonly descriptor: number } {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      return { descriptor: openSync(this.#file, 'a', 0o600) };
    } catch (error) {
      if (!['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      return 'forbidden';
    }
  }
}

/** The name has the start time of the process, because the kernel uses process ids again. */
function journalName(pid: number, name: string): string {
  return `${pid}-${startTimeOf(pid) ?? 0}-${name}.jsonl`;
}

/** Whether the runner that wrote the journal is gone. */
export function isOrphaned(journal: string): boolean {
  const found = /^(\d+)-(\d+)-.*\.jsonl$/.exec(journal);
  return found !== null && String(startTimeOf(Number(found[1]))) !== found[2];
}
