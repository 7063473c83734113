import { rmSync } from 'node:fs';
import { objectName } from '../../src/guide/text/object-name.ts';
import { RunnerLease } from '../cluster/lease/runner-lease.ts';
import { originInfo } from '../cluster/open-target.ts';
import type { Target } from '../cluster/target.ts';
import { exitStatus, messageOf } from '../errors.ts';
import { deletionSettleMs } from '../limits.ts';
import { leftoverText } from '../report/pass-outcome.ts';
import { type LeftObject, leftLabels, leftObjects } from './left-objects.ts';
import type { FoundRecord } from './pass-record.ts';
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
  /** The UIDs of objects with an unknown maker that the user wants removed. */
  readonly confirmed?: readonly string[];
  /** Asks the user a question; absent if there is no terminal. */
  readonly ask?: ((question: string) => Promise<boolean>) | undefined;
  readonly settleMs?: number;
}

/** The plan for the objects that a pass left. */
interface Plan {
  /** The objects to remove. */
  readonly removing: readonly LeftObject[];
  /** The names of namespaces that stay, because they contain an object that stays. */
  readonly occupied: readonly string[];
  /** Objects with an unknown maker that the user did not confirm. */
  readonly unconfirmed: readonly LeftObject[];
}

/** Cleans up after one pass. Adds the UIDs of objects with an unknown maker to `seen`. */
export async function cleanPass(
  record: FoundRecord,
  options: CleanOptions,
  seen: Set<string>,
): Promise<Cleaned> {
  const target = await originInfo(record.origin).reopen();
  if (target?.uid !== record.cluster) return elsewhere(record);
  const [objects, labels] = await Promise.all([
    leftObjects(target.api, record),
    leftLabels(target.api, record),
  ]);
  const lines = [
    ...objects.map((object) => lineOf(object, record.guide, target.name)),
    ...labels.map(
      (command) => `label of ${record.guide} on ${target.name}; remove it if it is not needed: ${command}`,
    ),
  ];
  for (const { uid } of objects.filter(isUnsure)) seen.add(uid);
  if (options.onlyList) return { lines, status: exitStatus.passed };
  const plan = await planOf(objects, record.guide, options);
  const removed: LeftObject[] = [];
  try {
    const left = await removeAll(plan.removing, {
      record,
      target,
      options,
      onRemoved: (o) => removed.push(o),
    });
    if (left.length + plan.unconfirmed.length + plan.occupied.length === 0)
      return { ...forgotten(record), lines };
    return {
      lines: [
        ...lines,
        ...plan.occupied.map((name) => occupiedText(name, target.name)),
        ...adviceLines(plan.unconfirmed, record.guide, options),
        ...left.map((object) => `still there: ${leftoverText(object)}`),
      ],
      status: exitStatus.leftovers,
    };
  } catch (error) {
    const { lines: why, status } = cannotClean(record, error);
    return {
      lines: [...lines, ...removed.map((object) => `removed: ${leftoverText(object)}`), ...why],
      status,
    };
  }
}

async function planOf(objects: readonly LeftObject[], guide: string, options: CleanOptions): Promise<Plan> {
  const unsure = objects.filter(isUnsure);
  const wanted = await confirmedOf(unsure, guide, options);
  const staying = objects.filter((object) => object.whose !== 'guide' && !wanted.includes(object));
  const isOccupied = ({ kind, name }: LeftObject) =>
    kind === 'Namespace' && staying.some(({ namespace }) => namespace === name);
  const others = objects.filter((object) => !staying.includes(object));
  return {
    removing: others.filter((object) => !isOccupied(object)),
    occupied: others.filter(isOccupied).map(({ name }) => name),
    unconfirmed: unsure.filter((object) => !wanted.includes(object)),
  };
}

function isUnsure({ whose }: LeftObject): boolean {
  return whose === 'unsure';
}

/** Removes objects while this process holds the cluster's Lease. Returns those that still exist. */
async function removeAll(
  removing: readonly LeftObject[],
  {
    record,
    target,
    options,
    onRemoved,
  }: {
    record: FoundRecord;
    target: Target;
    options: CleanOptions;
    onRemoved: (object: LeftObject) => void;
  },
): Promise<readonly LeftObject[]> {
  if (removing.length === 0) return [];
  const isRemoving = ({ uid }: LeftObject) => removing.some((object) => object.uid === uid);
  const stillThere = async () => (await leftObjects(target.api, record)).filter(isRemoving);
  const settleMs = options.settleMs ?? deletionSettleMs;
  const lease = await RunnerLease.take(target, 'cleanup');
  try {
    return await removeObjects(removing, { target, lease, stillThere, onRemoved, settleMs });
  } finally {
    await lease.release();
  }
}

/** Says how to remove objects that the user did not confirm. */
function adviceLines(
  unconfirmed: readonly LeftObject[],
  guide: string,
  { only }: CleanOptions,
): readonly string[] {
  if (unconfirmed.length === 0) return [];
  const name = only === undefined ? '' : ` --name ${only}`;
  const uids = unconfirmed.map(({ uid }) => uid).join(' ');
  return [`To remove what ${guide} may have made: npx guiderail cleanup${name} --confirm ${uids}`];
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
        `perhaps ${text} by ${guide} on ${target}, or by another user: the runner ended before it knew ` +
        `the UID, ${object.uid}`
      );
    case 'others':
      return (
        `stays: ${objectName(object)} on ${target} has the name of an object that ${guide} made, but is ` +
        'another object'
      );
  }
}

/** The objects with an unknown maker that the user wants removed. */
async function confirmedOf(
  unsure: readonly LeftObject[],
  guide: string,
  { confirmed = [], ask }: CleanOptions,
): Promise<readonly LeftObject[]> {
  const named = unsure.filter(({ uid }) => confirmed.includes(uid));
  const open = unsure.filter((object) => !named.includes(object));
  if (open.length === 0 || !ask) return named;
  const question =
    `Perhaps ${guide} made this, perhaps another user:\n` +
    `${open.map((object) => `  ${leftoverText(object)}\n`).join('')}Remove it?`;
  return (await ask(question)) ? unsure : named;
}

/** The result for a record whose cluster is not the one that the target's name leads to at present. */
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
export function cannotClean({ guide, origin }: FoundRecord, error: unknown): Cleaned {
  const what = `guide ${guide} on ${originInfo(origin).title}`;
  return {
    lines: [`${what} was interrupted and cannot be cleaned up now: ${messageOf(error)}`],
    status: exitStatus.broken,
  };
}
