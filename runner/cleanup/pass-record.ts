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
import { originInfo } from '../cluster/open-target.ts';
import type { TargetOrigin } from '../cluster/target.ts';
import { isAlive, processStat } from '../kernel/process-table.ts';
import { cacheFolder } from '../local-cluster/index.ts';
import type { MadeObject } from '../preflight/made-objects.ts';

/**
 * What is written down of a pass before it writes to its cluster, so that another process can clean up after
 * a crash. No credentials.
 */
export interface PassRecord {
  readonly guide: string;
  readonly pid: number;
  readonly startTicks: number;
  readonly origin: TargetOrigin;
  /** Of the cluster's kube-system: in another cluster nothing is left of the pass. */
  readonly cluster: string;
  /** Longest that a command may go on after the last sign of the pass. */
  readonly longestStepMs: number;
  /** All that the guide's commands make. */
  readonly makes: readonly MadeObject[];
  /**
   * UIDs of objects that were there, on a cluster that others use as well. Of those that the guide makes
   * there was none, or there had been no pass.
   */
  readonly before: readonly string[];
  /** UIDs of the objects that steps have made, by path. Those of the step under way are not among them. */
  readonly made: Readonly<Record<string, string>>;
}

/** A record that was found, with the last moment in which its pass may have made something. */
export interface FoundRecord extends PassRecord {
  readonly file: string;
  readonly until: number;
}

export interface OpenRecord {
  /** UIDs by path, as in the record. */
  readonly made: PassRecord['made'];
  /** The pass goes on: what is made now is its doing. */
  touch(): void;
  /** A step has made these. */
  note(made: Readonly<Record<string, string>>): void;
  /** Nothing is left to be cleaned up. */
  remove(): void;
}

let count = 0;

function recordFolder(): string {
  return join(cacheFolder(), 'passes');
}

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
      // Somebody may have emptied the cache. The pass must still run its cleanup.
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

/** A local cluster that was made anew has nothing of what was left in the one before. */
function forgetOlderClusters({ origin, cluster }: Pick<PassRecord, 'origin' | 'cluster'>): void {
  const { title, isGoneWhenReplaced } = originInfo(origin);
  if (!isGoneWhenReplaced) return;
  for (const old of deadRecords()) {
    if (originInfo(old.origin).title === title && old.cluster !== cluster) rmSync(old.file, { force: true });
  }
}

/** Whole or not at all. */
function write(file: string, record: PassRecord): void {
  const unfinished = `${file}.new`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(unfinished, JSON.stringify(record), { mode: 0o600 });
  renameSync(unfinished, file);
}

/** Records of passes whose process is gone. One that cannot be read is none. */
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
    return { ...record, file, until: statSync(file).mtimeMs + record.longestStepMs };
  } catch {
    return undefined;
  }
}
