import { type ClusterApi, objectMetadata } from '../cluster/cluster-api.ts';
import { targetCommand } from '../cluster/target-command.ts';
import { clockToleranceMs } from '../limits.ts';
import { type MadeObject, operandsOf } from '../preflight/made-objects.ts';
import type { FoundRecord } from './pass-record.ts';

/**
 * Who made an object that has the name of one that a guide makes. `guide`: the record has its UID. `unsure`:
 * the runner ended before it knew the UID, and the object was not created after it ended. `others`: it has
 * another UID or was created later.
 */
export type Whose = 'guide' | 'unsure' | 'others';

/** An object in the cluster with the name of one that a dead runner's guide makes. */
export interface LeftObject {
  readonly whose: Whose;
  readonly step: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly path: string;
  readonly uid: string;
  /** Its deletion was asked for, and waits for these. */
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

/** The objects with the names that a pass's guide makes, but those that existed before the pass. */
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

/** Labels that the guide set on what was there before, which only a person takes off: a command for each. */
export async function leftLabels(api: ClusterApi, { makes, origin }: FoundRecord): Promise<string[]> {
  const labels = makes.flatMap((made) => (made.label === undefined ? [] : [{ ...made, label: made.label }]));
  const found = await Promise.all(labels.map(({ path }) => api.get<Found>(path, { accept: objectMetadata })));
  return labels
    .filter(({ label }, at) => found[at]?.metadata.labels?.[label] !== undefined)
    .map((object) => targetCommand(origin, `kubectl label ${operandsOf(object)} ${object.label}-`));
}

/** The latest time of its creation, in ms: Kubernetes gives whole seconds of the cluster's clock. */
function createdBefore({ creationTimestamp }: Found['metadata']): number {
  return Date.parse(creationTimestamp) + 1000 + clockToleranceMs;
}

/**
 * Before the pass there was no object of that name, so an object that looks older got its time from a clock
 * that is behind.
 */
function whoseIs(path: string, metadata: Found['metadata'], { made, until }: FoundRecord): Whose {
  if (made[path] !== undefined) return made[path] === metadata.uid ? 'guide' : 'others';
  return Date.parse(metadata.creationTimestamp) <= until + clockToleranceMs ? 'unsure' : 'others';
}

/** UIDs, by path, of the objects that were created since then; none if the cluster does not answer. */
export async function uidsOf(
  api: ClusterApi,
  objects: readonly MadeObject[],
  sinceMs: number,
): Promise<Record<string, string>> {
  const paths = objects.filter(({ label }) => label === undefined).map(({ path }) => path);
  const found = await Promise.all(
    paths.map((path) => api.get<Found>(path, { accept: objectMetadata }).catch(() => undefined)),
  );
  const isNew = ({ metadata }: Found) => createdBefore(metadata) >= sinceMs;
  return Object.fromEntries(
    paths.flatMap((path, at) => (found[at] && isNew(found[at]) ? [[path, found[at].metadata.uid]] : [])),
  );
}
