import type { Leftover } from '../../src/guide/protocol.ts';
import type { ClusterApi } from './cluster-api.ts';

/** One object as the cluster's discovery and lists show it. */
export interface ClusterObject {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly uid: string;
  /** RFC 3339, in the cluster's clock. */
  readonly createdAt: string;
  /** Its deletion was asked for and is not done. */
  readonly isLeaving: boolean;
}

/** Objects by UID. Children of controllers are left out: they go with their owners. */
export type Snapshot = ReadonlyMap<string, ClusterObject>;

/** What a snapshot looks at. `all` is for a cluster of our own; on a shared one others work too. */
export type Scope = { readonly all: true } | { readonly all: false; readonly namespaces: readonly string[]; readonly kinds: readonly string[] };

/** Kinds that come and go by themselves. */
const restless = new Set(['Event', 'Lease', 'ComponentStatus', 'PodMetrics', 'NodeMetrics']);

const metadataOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

interface Resource {
  readonly path: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Every object of every listable kind, found by the API's own discovery. */
export async function takeSnapshot(api: ClusterApi, scope: Scope): Promise<Snapshot> {
  const resources = (await discover(api)).filter((resource) => inScope(resource, scope));
  const lists = await Promise.all(resources.map((resource) => listObjects(api, resource)));
  const objects = lists.flat().filter((object) => scope.all || object.namespace === undefined || scope.namespaces.includes(object.namespace));
  return new Map(objects.map((object) => [object.uid, object]));
}

function inScope({ kind, namespaced }: Resource, scope: Scope): boolean {
  if (restless.has(kind)) return false;
  return scope.all || namespaced || scope.kinds.includes(kind.toLowerCase());
}

interface GroupList {
  readonly groups: readonly { readonly preferredVersion: { readonly groupVersion: string } }[];
}

interface ResourceList {
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean; readonly verbs: readonly string[] }[];
}

async function discover(api: ClusterApi): Promise<Resource[]> {
  const groups = await api.get<GroupList>('/apis');
  const bases = ['/api/v1', ...(groups?.groups ?? []).map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`)];
  const found = await Promise.all(
    bases.map(async (base) => {
      const list = await api.get<ResourceList>(base);
      return (list?.resources ?? [])
        .filter(({ name, verbs }) => !name.includes('/') && verbs.includes('list'))
        .map(({ name, kind, namespaced }) => ({ path: `${base}/${name}`, kind, namespaced }));
    }),
  );
  return found.flat();
}

interface ObjectList {
  readonly items: readonly {
    readonly metadata: {
      readonly name: string;
      readonly namespace?: string;
      readonly uid?: string;
      readonly creationTimestamp: string;
      readonly deletionTimestamp?: string;
      readonly ownerReferences?: readonly unknown[];
    };
  }[];
}

async function listObjects(api: ClusterApi, { path, kind }: Resource): Promise<ClusterObject[]> {
  const list = await api.get<ObjectList>(path, metadataOnly);
  return (list?.items ?? [])
    .filter(({ metadata }) => metadata.uid !== undefined && (metadata.ownerReferences ?? []).length === 0)
    .map(({ metadata: { name, namespace, uid, creationTimestamp, deletionTimestamp } }) => ({
      kind,
      ...(namespace !== undefined && { namespace }),
      name,
      uid: uid as string,
      createdAt: creationTimestamp,
      isLeaving: deletionTimestamp !== undefined,
    }));
}

/** When each step ran, in the cluster's clock. */
export interface StepTime {
  readonly step: string;
  readonly from: number;
  readonly to: number;
}

/** What is there now and was not before. */
export function newObjects(before: Snapshot, after: Snapshot): ClusterObject[] {
  return [...after.values()].filter(({ uid }) => !before.has(uid));
}

/** Names each with the step in whose time it was created. */
export function leftoversOf(objects: readonly ClusterObject[], times: readonly StepTime[]): Leftover[] {
  return objects.map(({ kind, namespace, name, createdAt }) => {
    const step = stepAt(Date.parse(createdAt), times);
    return { kind, ...(namespace !== undefined && { namespace }), name, ...(step !== undefined && { step }) };
  });
}

/** Creation times are whole seconds, rounded down: the last step that began before that second's end. */
function stepAt(createdMs: number, times: readonly StepTime[]): string | undefined {
  return times.findLast(({ from, to }) => from < createdMs + 1000 && createdMs <= to)?.step;
}
