import { clockToleranceMs } from '../limits.ts';
import type { MadeObject } from '../preflight/made-objects.ts';
import { type ClusterApi, objectMetadata } from '../target/cluster-api.ts';
import type { FoundRecord } from './pass-record.ts';

/** An object in a cluster that a dead runner's guide made. */
export interface LeftObject {
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

/**
 * What is left of a pass: objects that its guide's commands name, that were not there before, and that came to be while it ran. What somebody else made,
 * before or after, is not among them.
 */
export async function leftObjects(api: ClusterApi, record: FoundRecord): Promise<LeftObject[]> {
  const before = new Set(record.before);
  const objects = record.makes.filter(({ label }) => label === undefined);
  const found = await Promise.all(objects.map(({ path }) => api.get<Found>(path, { accept: objectMetadata })));
  return objects.flatMap(({ step, kind, namespace, name, path }, at) => {
    const metadata = found[at]?.metadata;
    if (!metadata || before.has(metadata.uid) || !isOfPass(path, metadata, record)) return [];
    const held = metadata.deletionTimestamp !== undefined && metadata.finalizers ? { finalizers: metadata.finalizers } : {};
    return [{ step, kind, ...(namespace !== undefined && { namespace }), name, path, uid: metadata.uid, ...held }];
  });
}

/** Labels that the guide set on what was there before, which only a person takes off: a command for each. */
export async function leftLabels(api: ClusterApi, { makes }: FoundRecord): Promise<string[]> {
  const labels = makes.flatMap((made) => (made.label === undefined ? [] : [{ ...made, label: made.label }]));
  const found = await Promise.all(labels.map(({ path }) => api.get<Found>(path, { accept: objectMetadata })));
  return labels
    .filter(({ label }, at) => found[at]?.metadata.labels?.[label] !== undefined)
    .map(({ kind, namespace, name, label }) => `kubectl label ${kind.toLowerCase()} ${name}${namespace === undefined ? '' : ` -n ${namespace}`} ${label}-`);
}

/** By UID where the step that made it was over; else by its time: creation times are whole seconds in the cluster's clock. */
function isOfPass(path: string, { uid, creationTimestamp }: Found['metadata'], { made, startedAt, until }: FoundRecord): boolean {
  if (made[path] !== undefined) return made[path] === uid;
  const created = Date.parse(creationTimestamp);
  return created + 1000 + clockToleranceMs >= startedAt && created <= until + clockToleranceMs;
}

/** UIDs of those of the objects that are there now, by path. A cluster that cannot be asked has none. */
export async function uidsOf(api: ClusterApi, objects: readonly MadeObject[]): Promise<Record<string, string>> {
  const paths = objects.filter(({ label }) => label === undefined).map(({ path }) => path);
  const found = await Promise.all(paths.map((path) => api.get<Found>(path, { accept: objectMetadata }).catch(() => undefined)));
  return Object.fromEntries(paths.flatMap((path, at) => (found[at] ? [[path, found[at].metadata.uid]] : [])));
}
