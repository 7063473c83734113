import { type ClusterApi, objectMetadata } from '../cluster/cluster-api.ts';
import { targetCommand } from '../cluster/target-command.ts';
import { clockToleranceMs } from '../limits.ts';
import { type MadeObject, operandsOf } from '../preflight/made-objects.ts';
import type { FoundRecord } from './pass-record.ts';

/**
 * Who made an object whose name is that of an object that a guide makes. `guide`: the guide, because the
 * record has its UID. `unsure`: the runner ended before it knew the UID, and the object existed by then.
 * `others`: another user or program, because the object has another UID or was created later.
 */
export type Whose = 'guide' | 'unsure' | 'others';

/** An object in the cluster whose name is that of an object that a dead runner's guide makes. */
export interface LeftObject {
  readonly whose: Whose;
  readonly step: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly path: string;
  readonly uid: string;
  /** Present if the object is being deleted: the finalizers that it waits for. */
  readonly finalizers?: readonly string[];
}

interface Found {
  readonly metadata: {
    readonly uid: string;
    readonly creationTimestamp: string;
    readonly deletionTimestamp?: string;
    readonly finalizers?: readonly string[];
    readonly labels?: Readonly<Record<string, string>>;
  };
}

/** Finds the objects that a pass may have left: those with the right names that did not exist before it. */
export async function leftObjects(api: ClusterApi, record: FoundRecord): Promise<LeftObject[]> {
  const before = new Set(record.before);
  const objects = record.makes.filter(({ label }) => label === undefined);
  const found = await Promise.all(
    objects.map(({ path }) => api.get<Found>(path, { accept: objectMetadata })),
  );
  return objects.flatMap(({ step, kind, namespace, name, path }, at) => {
    const metadata = found[at]?.metadata;
    if (!metadata || before.has(metadata.uid)) return [];
    const held =
      metadata.deletionTimestamp !== undefined && metadata.finalizers
        ? { finalizers: metadata.finalizers }
        : {};
    return [
      {
        whose: whoseIs(path, metadata, record),
        step,
        kind,
        ...(namespace !== undefined && { namespace }),
        name,
        path,
        uid: metadata.uid,
        ...held,
      },
    ];
  });
}

/**
 * The commands that remove the labels that the guide set. Users run them: cleanup never removes a label,
 * because the labelled object may not be the guide's.
 */
export async function leftLabels(api: ClusterApi, { makes, origin }: FoundRecord): Promise<string[]> {
  const labels = makes.flatMap((made) => (made.label === undefined ? [] : [{ ...made, label: made.label }]));
  const found = await Promise.all(labels.map(({ path }) => api.get<Found>(path, { accept: objectMetadata })));
  return labels
    .filter(({ label }, at) => found[at]?.metadata.labels?.[label] !== undefined)
    .map((object) => targetCommand(origin, `kubectl label ${operandsOf(object)} ${object.label}-`));
}

/**
 * The latest time at which an object can have been created, in milliseconds of the runner's clock. Kubernetes
 * gives whole seconds of the cluster's clock.
 */
function latestCreation({ creationTimestamp }: Found['metadata']): number {
  return Date.parse(creationTimestamp) + 1000 + clockToleranceMs;
}

/**
 * Says who made an object. No object had this name before the pass. So if an object looks older than the
 * pass, the cluster's clock is behind ours.
 */
function whoseIs(path: string, metadata: Found['metadata'], { made, until }: FoundRecord): Whose {
  if (made[path] !== undefined) return made[path] === metadata.uid ? 'guide' : 'others';
  return Date.parse(metadata.creationTimestamp) <= until + clockToleranceMs ? 'unsure' : 'others';
}

/**
 * The UIDs of the objects that were created since `sinceMs`, by path. Leaves out objects for which the
 * cluster does not answer.
 */
export async function uidsOf(
  api: ClusterApi,
  objects: readonly MadeObject[],
  sinceMs: number,
): Promise<Record<string, string>> {
  const paths = objects.filter(({ label }) => label === undefined).map(({ path }) => path);
  const found = await Promise.all(
    paths.map((path) => api.get<Found>(path, { accept: objectMetadata }).catch(() => undefined)),
  );
  const isNew = ({ metadata }: Found) => latestCreation(metadata) >= sinceMs;
  return Object.fromEntries(
    paths.flatMap((path, at) => (found[at] && isNew(found[at]) ? [[path, found[at].metadata.uid]] : [])),
  );
}
