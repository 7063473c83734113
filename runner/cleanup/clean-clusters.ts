import { rmSync } from 'node:fs';
import { objectName } from '../../src/guide/command/object-name.ts';
import { RunnerLease } from '../cluster/lease/runner-lease.ts';
import { originInfo } from '../cluster/open-target.ts';
import type { Target } from '../cluster/target.ts';
import { exitStatus, messageOf } from '../errors.ts';
import { deletionSettleMs } from '../limits.ts';
import { leftoverText } from '../report/reporter.ts';
import { type LeftObject, leftLabels, leftObjects } from './left-objects.ts';
import { deadRecords, type FoundRecord } from './pass-record.ts';
import { removeObjects } from './remove-objects.ts';

export interface Cleaned {
  /** The lines to print. */
  readonly lines: readonly string[];
  /** The exit status. */
  readonly status: number;
}

export interface CleanOptions {
  /** The name of a local cluster. If it is given, only this cluster is cleaned. */
  readonly only?: string;
  /** Whether to remove nothing and only report. */
  readonly onlyList: boolean;
  /** The UIDs of objects that the user wants removed although it is not known who made them. */
  readonly confirmed?: readonly string[];
  /** Asks the user a question; absent if there is no terminal. */
  readonly ask?: ((question: string) => Promise<boolean>) | undefined;
  readonly settleMs?: number;
}

/**
 * Reports what the guides of dead runners left in clusters, and removes it unless `onlyList`. Removes objects
 * of which it is not known who made them only if the user says so.
 */
export async function cleanClusters(options: CleanOptions): Promise<Cleaned> {
  const all: Cleaned[] = [];
  const seen = new Set<string>();
  const records = deadRecords().filter(
    ({ origin }) => options.only === undefined || originInfo(origin).clusterName === options.only,
  );
  for (const record of records)
    all.push(await cleanOne(record, options, seen).catch((error: unknown) => unknown(record, error)));
  const worst = [exitStatus.broken, exitStatus.leftovers].find((each) =>
    all.some((cleaned) => cleaned.status === each),
  );
  const idle = (options.confirmed ?? [])
    .filter((uid) => !seen.has(uid))
    .map((uid) => `--confirm ${uid}: no object that a guide may have made has this UID`);
  return { lines: [...all.flatMap(({ lines }) => lines), ...idle], status: worst ?? exitStatus.passed };
}

/**
 * Cleans up after one pass. Adds the UIDs of objects of which it is not known who made them to `seen`.
 */
async function cleanOne(record: FoundRecord, options: CleanOptions, seen: Set<string>): Promise<Cleaned> {
  const target = await originInfo(record.origin).reopen();
  if (target?.uid !== record.cluster) return elsewhere(record);
  const [objects, labels] = await Promise.all([
    leftObjects(target.api, record),
    leftLabels(target.api, record),
  ]);
  const lines = [
    ...objects.map((object) => lineOf(object, record.guide, target.name)),
    ...labels.map(
      (command) => `label of ${record.guide} on ${target.name}; remove it if nobody needs it: ${command}`,
    ),
  ];
  const unsure = objects.filter(({ whose }) => whose === 'unsure');
  for (const { uid } of unsure) seen.add(uid);
  if (options.onlyList) return { lines, status: exitStatus.passed };
  const wanted = await confirmedOf(unsure, record.guide, options);
  const staying = objects.filter((object) => object.whose !== 'guide' && !wanted.includes(object));
  const [removing, occupied] = divided(
    objects.filter((object) => !staying.includes(object)),
    staying,
  );
  const isRemoving = ({ uid }: LeftObject) => removing.some((object) => object.uid === uid);
  const stillThere = async () => (await leftObjects(target.api, record)).filter(isRemoving);
  const removed: LeftObject[] = [];
  const onRemoved = (object: LeftObject) => void removed.push(object);
  try {
    const work = (lease: RunnerLease) =>
      removeObjects(removing, {
        target,
        lease,
        stillThere,
        onRemoved,
        settleMs: options.settleMs ?? deletionSettleMs,
      });
    const left = removing.length === 0 ? [] : await alone(target, work);
    const open = unsure.filter((object) => !wanted.includes(object));
    if (left.length + open.length + occupied.length === 0) return { ...forgotten(record), lines };
    const advice =
      `To remove what ${record.guide} may have made: npx guiderail ` +
      `cleanup${options.only === undefined ? '' : ` --name ${options.only}`} --confirm ` +
      `${open.map(({ uid }) => uid).join(' ')}`;
    return {
      lines: [
        ...lines,
        ...occupied.map((name) => occupiedText(name, target.name)),
        ...(open.length > 0 ? [advice] : []),
        ...left.map((object) => `still there: ${leftoverText(object)}`),
      ],
      status: exitStatus.leftovers,
    };
  } catch (error) {
    const { lines: why, status: broken } = unknown(record, error);
    return {
      lines: [...lines, ...removed.map((object) => `removed: ${leftoverText(object)}`), ...why],
      status: broken,
    };
  }
}

/**
 * Divides objects into those that can be removed, and the names of namespaces that must stay because they
 * contain an object that stays.
 */
function divided(wanted: readonly LeftObject[], staying: readonly LeftObject[]): [LeftObject[], string[]] {
  const isOccupied = ({ kind, name }: LeftObject) =>
    kind === 'Namespace' && staying.some(({ namespace }) => namespace === name);
  return [wanted.filter((object) => !isOccupied(object)), wanted.filter(isOccupied).map(({ name }) => name)];
}

function occupiedText(name: string, target: string): string {
  const why = 'it contains objects that the guide may not have made';
  return `stays: Namespace ${name} on ${target}, because ${why}`;
}

function lineOf(object: LeftObject, guide: string, target: string): string {
  const text = leftoverText(object);
  switch (object.whose) {
    case 'guide':
      return `object ${text} by ${guide} on ${target}`;
    case 'unsure':
      return (
        `perhaps ${text} by ${guide} on ${target}, or by somebody else: the runner ended before it knew ` +
        `the UID, ${object.uid}`
      );
    case 'others':
      return (
        `stays: ${objectName(object)} on ${target} has the name of an object that ${guide} made, but is ` +
        'another object'
      );
  }
}

/** The objects that the user wants removed although it is not known who made them. */
async function confirmedOf(
  unsure: readonly LeftObject[],
  guide: string,
  { confirmed = [], ask }: CleanOptions,
): Promise<readonly LeftObject[]> {
  const named = unsure.filter(({ uid }) => confirmed.includes(uid));
  const open = unsure.filter((object) => !named.includes(object));
  if (open.length === 0 || !ask) return named;
  const question =
    `Perhaps ${guide} made this, perhaps somebody else:\n` +
    `${open.map((object) => `  ${leftoverText(object)}\n`).join('')}Remove it?`;
  return (await ask(question)) ? unsure : named;
}

/** Does some work while this process holds the cluster's Lease. */
async function alone<T>(target: Target, work: (lease: RunnerLease) => Promise<T>): Promise<T> {
  const lease = await RunnerLease.take(target, 'cleanup');
  try {
    return await work(lease);
  } finally {
    await lease.release();
  }
}

/** The result for a record of a cluster to which the target's name does not lead at present. */
function elsewhere(record: FoundRecord): Cleaned {
  const { guide, origin, file } = record;
  const { title, isGoneWhenReplaced } = originInfo(origin);
  if (isGoneWhenReplaced) return forgotten(record);
  const line =
    `guide ${guide} ran on another cluster than ${title} leads to now, so none of its ` +
    `objects was removed. If that cluster is gone for good: rm ${file}`;
  return { lines: [line], status: exitStatus.passed };
}

/** Deletes a record, because nothing is left of its pass. */
function forgotten({ file }: FoundRecord): Cleaned {
  rmSync(file, { force: true });
  return { lines: [], status: exitStatus.passed };
}

/** The result for a record that could not be cleaned up. */
function unknown({ guide, origin }: FoundRecord, error: unknown): Cleaned {
  const what = `guide ${guide} on ${originInfo(origin).title}`;
  return {
    lines: [`${what} was interrupted and cannot be cleaned up now: ${messageOf(error)}`],
    status: exitStatus.broken,
  };
}
