import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isKnownOrigin, originInfo } from '../cluster/open-target.ts';
import type { TargetOrigin } from '../cluster/target.ts';
import { isAlive, processStat } from '../kernel/process-stat.ts';
import { cacheFolder } from '../local-cluster/index.ts';
import type { MadeObject } from '../preflight/made-objects.ts';

/**
 * A file about a pass, written before the pass writes to its cluster. With it, another process can clean up
 * after a crash. It holds no credentials.
 */
export interface PassRecord {
  readonly guide: string;
  readonly pid: number;
  readonly startTicks: number;
  readonly origin: TargetOrigin;
  /** The UID of the cluster's namespace kube-system. In another cluster nothing is left of the pass. */
  readonly cluster: string;
  /** The longest time that a command may run on after the last change of this file. */
  readonly longestStepMs: number;
  /** The objects and labels that the guide's commands make. */
  readonly makes: readonly MadeObject[];
  /**
   * The UIDs of the objects that existed before the pass, as far as they are known: on a shared cluster,
   * those in the scope of the guide.
   */
  readonly before: readonly string[];
  /** The UIDs of the objects that steps have made, by path, without those of the step that runs. */
  readonly made: Readonly<Record<string, string>>;
}

/** A record that was read from its file. */
export interface FoundRecord extends PassRecord {
  readonly file: string;
  /** The last moment, in milliseconds, at which the pass may have made something. */
  readonly until: number;
}

/** The record of a pass that runs. */
export interface OpenRecord {
  /** The UIDs of the objects that steps have made, by path. */
  readonly made: PassRecord['made'];
  /** Notes in the record that the pass still runs and may make objects now. */
  touch(): void;
  /** Adds objects that a step has made. */
  note(made: Readonly<Record<string, string>>): void;
  /** Deletes the record, because nothing is left to clean up. */
  remove(): void;
}

let count = 0;

function recordFolder(): string {
  return join(cacheFolder(), 'passes');
}

/** Writes the record of a new pass. */
export function openRecord(about: Omit<PassRecord, 'pid' | 'startTicks' | 'made'>): OpenRecord {
  const folder = recordFolder();
  const startTicks = processStat(process.pid)?.startTicks ?? 0;
  count += 1;
  const file = join(folder, `${process.pid}-${startTicks}-${count}.json`);
  let record: PassRecord = { ...about, pid: process.pid, startTicks, made: {} };
  forgetOlderClusters(about);
  write(file, record);
  return {
    get made() {
      return record.made;
    },
    touch: () => {
      const at = new Date();
      // The user may have emptied the cache. The pass must still run its cleanup.
      if (existsSync(file)) utimesSync(file, at, at);
      else write(file, record);
    },
    note: (made) => {
      if (Object.keys(made).length === 0) return;
      record = { ...record, made: { ...record.made, ...made } };
      write(file, record);
    },
    remove: () => rmSync(file, { force: true }),
  };
}

/** Deletes the records of earlier local clusters of this name: their objects are gone with them. */
function forgetOlderClusters({ origin, cluster }: Pick<PassRecord, 'origin' | 'cluster'>): void {
  const { title, isGoneWhenReplaced } = originInfo(origin);
  if (!isGoneWhenReplaced) return;
  for (const old of deadRecords()) {
    if (originInfo(old.origin).title === title && old.cluster !== cluster) rmSync(old.file, { force: true });
  }
}

/** Replaces the file as a whole, so that a crash never leaves half a record. */
function write(file: string, record: PassRecord): void {
  const unfinished = `${file}.new`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(unfinished, JSON.stringify(record), { mode: 0o600 });
  renameSync(unfinished, file);
}

/** The records of passes whose process has ended. Leaves out files that this version cannot read. */
export function deadRecords(): FoundRecord[] {
  const folder = recordFolder();
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => readRecord(join(folder, name)) ?? [])
    .filter((record) => !isAlive(record));
}

function readRecord(file: string): FoundRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(file, 'utf8')) as PassRecord;
    if (!isKnownOrigin(record.origin)) return undefined;
    return { ...record, file, until: statSync(file).mtimeMs + record.longestStepMs };
  } catch {
    return undefined;
  }
}
