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
  /** Of the object in the API. */
  readonly path: string;
  /** RFC 3339, in the cluster's clock. */
  readonly createdAt: string;
  /** Its deletion was asked for and is not done. */
  readonly isLeaving: boolean;
  /** When it was asked for. */
  readonly deletedAt?: string;
  /** What has to let go of it before it is gone. */
  readonly finalizers?: readonly string[];
  /** The cluster's when it was last written; 0 where it does not say. */
  readonly revision: number;
  /**
   * Another text after each edit that is not a controller's own; empty where only controllers have written
   * it.
   */
  readonly edits: string;
  /** The field managers of the object, without those of its status. */
  readonly managers: readonly string[];
}

/** Objects by UID. Children of controllers are left out: they go with their owners. */
export type Snapshot = ReadonlyMap<string, ClusterObject>;

/** Kinds that come and go by themselves. */
const restless = new Set(['Event', 'Lease', 'ComponentStatus', 'PodMetrics', 'NodeMetrics']);

/**
 * Every object of every listable kind, found by the API's own discovery unless the caller knows them. Each
 * list is the newest of its moment: API servers since Kubernetes 1.31 give that from memory, and one of a
 * named revision from etcd, which takes a quarter longer
 * (https://kubernetes.io/docs/reference/using-api/api-concepts/#semantics-for-get-and-list); `asOf`, the
 * query for one, is for a cluster of our own.
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
  if (restless.has(kind)) return false;
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
 * On a shared cluster a user who may not list a kind in all namespaces is asked for the guide's own; one who
 * may not there either cannot have made such an object: `rightsFor` asks for the right to list all that a
 * guide makes.
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

/** A resource's objects, as the list at `path` has them. */
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
 * Field managers (https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers) of the
 * cluster's own parts.
 */
const controllers =
  /^(kube-(apiserver|controller-manager|scheduler|proxy)|kubelet|cloud-controller-manager|cluster-autoscaler|pilot-discovery)$/;

function editsOf({ generation = 0, managedFields = [] }: ObjectList['items'][number]['metadata']): string {
  const own = managedFields.filter(
    ({ manager = '', subresource }) => subresource !== 'status' && !controllers.test(manager),
  );
  return own.length === 0
    ? ''
    : [generation, ...own.map(({ manager, time }) => `${manager} ${time}`)].join(', ');
}

/**
 * Who wrote an object and when, without controllers, from its `edits`: `kubectl-create 2026-11-22T15:00:10Z`.
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

/** What is there now and was not before. */
export function newObjects(before: Snapshot, after: Snapshot): ClusterObject[] {
  return [...after.values()].filter(({ uid }) => !before.has(uid));
}
