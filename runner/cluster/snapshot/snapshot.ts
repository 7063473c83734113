import { ForbiddenError, nothingIfForbidden } from '../../errors.ts';
import { type ClusterApi, listMetadata } from '../cluster-api.ts';
import { isCreated } from './declared.ts';
import { discover, pathIn, pathOf, type Resource } from './resources.ts';
import type { Scope, SharedScope } from './scope.ts';

/** One object as the cluster's discovery and lists show it. */
export interface ClusterObject {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly uid: string;
  /** The path of the object in the API. */
  readonly path: string;
  /** The time of creation by the cluster's clock, in RFC 3339. */
  readonly createdAt: string;
  /** Whether the deletion of the object was requested and is not done. */
  readonly isLeaving: boolean;
  /** When the deletion was requested. */
  readonly deletedAt?: string;
  /** The finalizers that have to be cleared before it can be deleted. */
  readonly finalizers?: readonly string[];
  /** The cluster's revision when the object was last written; 0 if the cluster does not say. */
  readonly revision: number;
  /**
   * A text that changes with each edit by a user or a program other than a controller. Empty: only
   * controllers have written the object.
   */
  readonly edits: string;
  /** The field managers of the object, without those of its status. */
  readonly managers: readonly string[];
}

/** Objects by UID, without objects that have an owner: the cluster deletes those with their owner. */
export type Snapshot = ReadonlyMap<string, ClusterObject>;

/** Kinds whose objects the cluster makes and deletes all the time. */
const transientKinds = new Set(['Event', 'Lease', 'ComponentStatus', 'PodMetrics', 'NodeMetrics']);

/**
 * Lists every object of the scope. `known`: the kinds; if it is absent, the API's discovery gives them.
 * `asOf`: a query for an earlier revision; we send it only to the local cluster. Without it, each list is the
 * newest. API servers since Kubernetes 1.31 give the newest list from memory, a quarter faster than an
 * earlier one, which comes from etcd
 * (https://kubernetes.io/docs/reference/using-api/api-concepts/#semantics-for-get-and-list).
 */
export async function takeSnapshot(
  api: ClusterApi,
  scope: Scope,
  known?: readonly Resource[],
  asOf = '',
): Promise<Snapshot> {
  const resources = (known ?? (await discover(api))).filter((resource) => inScope(resource, scope));
  const list = (resource: Resource) =>
    scope.all ? listObjects(api, resource, `${resource.path}${asOf}`) : listInScope(api, resource, scope);
  const lists = await Promise.all(resources.map(list));
  const isMeant = (object: ClusterObject) =>
    scope.all ||
    object.namespace === undefined ||
    scope.namespaces.includes(object.namespace) ||
    isCreated(scope.creates ?? [], object, resources);
  const objects = lists.flat().filter(isMeant);
  return new Map(objects.map((object) => [object.uid, object]));
}

function inScope({ kind, names, namespaced }: Resource, scope: Scope): boolean {
  if (transientKinds.has(kind)) return false;
  return (
    scope.all || namespaced || scope.kinds.some((word) => names.includes(word) || word === kind.toLowerCase())
  );
}

interface ObjectList {
  readonly items: readonly {
    readonly metadata: {
      readonly name: string;
      readonly namespace?: string;
      readonly uid?: string;
      readonly resourceVersion?: string;
      readonly creationTimestamp: string;
      readonly deletionTimestamp?: string;
      readonly finalizers?: readonly string[];
      readonly ownerReferences?: readonly unknown[];
      readonly generation?: number;
      readonly managedFields?: readonly {
        readonly manager?: string;
        readonly time?: string;
        readonly subresource?: string;
      }[];
    };
  }[];
}

/**
 * Lists a kind on a shared cluster. If the user may not list it in all namespaces, we list it in those of the
 * guide. If the user may not list it there either, the guide makes no such object: `rightsFor` requires the
 * right to list every kind that a guide makes.
 */
async function listInScope(
  api: ClusterApi,
  resource: Resource,
  scope: SharedScope,
): Promise<ClusterObject[]> {
  try {
    return await listObjects(api, resource, resource.path);
  } catch (error) {
    if (!(error instanceof ForbiddenError)) throw error;
    if (!resource.namespaced) return [];
    const elsewhere = (scope.creates ?? [])
      .map((entry) => entry.split('/'))
      .flatMap(([, namespace = '', name]) => (name === undefined ? [] : namespace));
    const lists = [...new Set([...scope.namespaces, ...elsewhere])].map((namespace) =>
      listObjects(api, resource, pathIn(resource, namespace)).catch(nothingIfForbidden),
    );
    return (await Promise.all(lists)).flatMap((list) => list ?? []);
  }
}

/** The objects of a kind in the list at `path`. */
async function listObjects(api: ClusterApi, resource: Resource, path: string): Promise<ClusterObject[]> {
  const list = await api.get<ObjectList>(path, { accept: listMetadata });
  return (list?.items ?? [])
    .filter(({ metadata }) => metadata.uid !== undefined && (metadata.ownerReferences ?? []).length === 0)
    .map(({ metadata }) => ({
      kind: resource.kind,
      ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
      name: metadata.name,
      uid: metadata.uid as string,
      path: pathOf(resource, metadata.namespace, metadata.name),
      createdAt: metadata.creationTimestamp,
      isLeaving: metadata.deletionTimestamp !== undefined,
      ...(metadata.deletionTimestamp !== undefined && { deletedAt: metadata.deletionTimestamp }),
      ...(metadata.finalizers && { finalizers: metadata.finalizers }),
      revision: Number(metadata.resourceVersion) || 0,
      edits: editsOf(metadata),
      managers: managersOf(metadata),
    }));
}

/**
 * The field managers of the cluster's own components
 * (https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers).
 */
const controllers: ReadonlySet<string> = new Set([
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kube-proxy',
  'kubelet',
  'cloud-controller-manager',
  'cluster-autoscaler',
  'pilot-discovery',
]);

function editsOf({ generation = 0, managedFields = [] }: ObjectList['items'][number]['metadata']): string {
  const own = managedFields.filter(
    ({ manager = '', subresource }) => subresource !== 'status' && !controllers.has(manager),
  );
  return own.length === 0
    ? ''
    : [generation, ...own.map(({ manager, time }) => `${manager} ${time}`)].join(', ');
}

/**
 * Who wrote an object and when, such as `kubectl-create 2026-11-22T15:00:10Z`, read from its `edits`. Leaves
 * out controllers.
 */
export function writersOf({ edits }: Pick<ClusterObject, 'edits'>): string[] {
  return edits === '' ? [] : edits.split(', ').slice(1);
}

function managersOf({ managedFields = [] }: ObjectList['items'][number]['metadata']): string[] {
  return [
    ...new Set(
      managedFields.flatMap(({ manager, subresource }) =>
        manager === undefined || subresource === 'status' ? [] : [manager],
      ),
    ),
  ];
}

/** The objects of `after` that are not in `before`. */
export function newObjects(before: Snapshot, after: Snapshot): ClusterObject[] {
  return [...after.values()].filter(({ uid }) => !before.has(uid));
}
