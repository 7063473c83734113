import { rmSync } from 'node:fs';
import { exitStatus, messageOf } from '../errors.ts';
import { deletionSettleMs } from '../limits.ts';
import { programFolder, status } from '../local-cluster/index.ts';
import { leftoverText } from '../report/reporter.ts';
import { contextTarget } from '../target/context-target.ts';
import { localTarget } from '../target/local-target.ts';
import { RunnerLease } from '../target/runner-lease.ts';
import type { Target } from '../target/target.ts';
import { leftLabels, leftObjects } from './left-objects.ts';
import { deadRecords, type FoundRecord } from './pass-record.ts';
import { removeObjects } from './remove-objects.ts';

export interface Cleaned {
  /** Lines to print. */
  readonly lines: readonly string[];
  readonly status: number;
}

/** What dead runners' guides left in clusters: told, and removed unless `onlyList`. */
export async function cleanClusters({ onlyList, settleMs = deletionSettleMs }: { onlyList: boolean; settleMs?: number }): Promise<Cleaned> {
  const all: Cleaned[] = [];
  for (const record of deadRecords()) all.push(await cleanOne(record, { onlyList, settleMs }).catch((error: unknown) => unknown(record, error)));
  const worst = [exitStatus.broken, exitStatus.leftovers].find((each) => all.some((cleaned) => cleaned.status === each));
  return { lines: all.flatMap(({ lines }) => lines), status: worst ?? exitStatus.passed };
}

async function cleanOne(record: FoundRecord, { onlyList, settleMs }: { onlyList: boolean; settleMs: number }): Promise<Cleaned> {
  const target = await targetOf(record);
  if (target?.uid !== record.cluster) return forgotten(record);
  const [objects, labels] = await Promise.all([leftObjects(target.api, record), leftLabels(target.api, record)]);
  const lines = [
    ...objects.map((object) => `object ${leftoverText(object)} by ${record.guide} on ${target.name}`),
    ...labels.map((command) => `label of ${record.guide} on ${target.name}, to be taken off if nobody needs it: ${command}`),
  ];
  if (onlyList) return { lines, status: exitStatus.passed };
  if (objects.length === 0) return { ...forgotten(record), lines };
  const left = await alone(target, () => removeObjects(target, record, settleMs));
  if (left.length === 0) return { ...forgotten(record), lines };
  return { lines: [...lines, ...left.map((object) => `still there: ${leftoverText(object)}`)], status: exitStatus.leftovers };
}

async function alone<T>(target: Target, work: () => Promise<T>): Promise<T> {
  const lease = await RunnerLease.take(target, 'cleanup');
  try {
    return await work();
  } finally {
    await lease.release();
  }
}

/** The cluster of a record; a local one that is down has nothing left in it. */
async function targetOf({ origin }: FoundRecord): Promise<Target | undefined> {
  if (origin.kind === 'context') return contextTarget(origin.context, { kubeconfig: undefined, pathBehind: await programFolder(), files: origin.files });
  const { access } = await status(origin.name);
  return access && localTarget(access);
}

function forgotten({ file }: FoundRecord): Cleaned {
  rmSync(file, { force: true });
  return { lines: [], status: exitStatus.passed };
}

function unknown({ guide, origin }: FoundRecord, error: unknown): Cleaned {
  const where = origin.kind === 'local' ? `the local cluster ${origin.name}` : `context=${origin.context}`;
  return { lines: [`guide ${guide} on ${where} was broken off, and cannot be cleaned up now: ${messageOf(error)}`], status: exitStatus.broken };
}
