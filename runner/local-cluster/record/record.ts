/** What is written down of a cluster, so that another process can use it or take it down. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder, clusterFolders } from '../folders.ts';

export interface RecordedProcess {
  part: string;
  pid: number;
  startTicks: number;
}

/** A process that takes the cluster down when it ends. */
export interface Keeper {
  pid: number;
  startTicks: number;
}

export interface ClusterRecord {
  name: string;
  /** A pid and its start mean something only in the boot they are of. */
  bootId: string;
  /** Key of everything the cluster was made from: another one is another cluster. */
  recipe: string;
  phase: 'starting' | 'up' | 'failed';
  hostPort?: number;
  processes: RecordedProcess[];
  /** Absent: it stays up until somebody takes it down. */
  keeper?: Keeper | undefined;
}

export async function readRecord(name: string): Promise<ClusterRecord | undefined> {
  const { record } = clusterFolders(name);
  return existsSync(record) ? (JSON.parse(await readFile(record, 'utf8')) as ClusterRecord) : undefined;
}

/** Replaces the record whole: a reader never sees half of one. */
export async function writeRecord(record: ClusterRecord): Promise<void> {
  const { record: path } = clusterFolders(record.name);
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.${++writes}`;
  await writeFile(unfinished, JSON.stringify(record, null, 2));
  await rename(unfinished, path);
}

let writes = 0;

/** Names of clusters of which anything is left. */
export async function list(): Promise<string[]> {
  const folder = join(cacheFolder(), 'clusters');
  return existsSync(folder) ? (await readdir(folder)).sort() : [];
}
