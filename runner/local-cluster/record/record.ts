import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder, clusterFolders } from '../folders.ts';

export interface RecordedProcess {
  part: string;
  pid: number;
  startTicks: number;
}

/** The process that takes the cluster down when it ends. */
export interface Keeper {
  pid: number;
  startTicks: number;
}

/** A file about a cluster. With it, another process can use the cluster or take it down. */
export interface ClusterRecord {
  name: string;
  /** The machine's boot to which the pids and their start times belong. */
  bootId: string;
  /** The key of everything that the cluster was made from. `up` replaces a cluster with another key. */
  recipe: string;
  phase: 'starting' | 'up' | 'failed';
  hostPort?: number;
  processes: RecordedProcess[];
  /** Absent: the cluster stays up until `down`. */
  keeper?: Keeper | undefined;
}

export async function readRecord(name: string): Promise<ClusterRecord | undefined> {
  const { record } = clusterFolders(name);
  return existsSync(record) ? (JSON.parse(await readFile(record, 'utf8')) as ClusterRecord) : undefined;
}

/** Replaces the file as a whole, so that readers never see half a record. */
export async function writeRecord(record: ClusterRecord): Promise<void> {
  const { record: path } = clusterFolders(record.name);
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.${++writes}`;
  await writeFile(unfinished, JSON.stringify(record, null, 2));
  await rename(unfinished, path);
}

let writes = 0;

/** The names of the clusters that have a state folder, sorted. */
export async function list(): Promise<string[]> {
  const folder = join(cacheFolder(), 'clusters');
  return existsSync(folder) ? (await readdir(folder)).sort() : [];
}
