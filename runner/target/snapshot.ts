import type { Leftover } from '../../src/guide/protocol.ts';
import { ForbiddenError, nothingIfForbidden } from '../errors.ts';
import { type ClusterApi, listMetadata } from './cluster-api.ts';
import { type Declaration, declaredNamespaces, isCreated, kindWord } from './declared.ts';

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
  /** Another text after each edit that is not a controller's own; empty where only controllers have written it. */
  readonly edits: string;
  /** The field managers of the object, without those of its status. */
  readonly managers: readonly string[];
}

/** Objects by UID. Children of controllers are left out: they go with their owners. */
export type Snapshot = ReadonlyMap<string, ClusterObject>;

/** What a snapshot looks at. `all` is for a cluster of our own; on a shared one others work too. */
export type Scope = { readonly all: true } | SharedScope;

interface SharedScope {
  readonly all: false;
  readonly namespaces: readonly string[];
  /** Kinds without namespaces, as the guide calls them. */
  readonly kinds: readonly string[];
  /** Objects in other namespaces: `kind/namespace/name` or `kind/name`. */
  readonly creates?: readonly string[];
}

/** A cluster of our own is looked at whole; on another only what the guide says that it touches. */
export function scopeOf(declaration: Declaration, kind: 'local' | 'context'): Scope {
  if (kind === 'local') return { all: true };
  const { creates } = declaration;
  return { all: false, namespaces: declaredNamespaces(declaration), kinds: creates.map((created) => kindWord(created.split('/')[0] ?? '')), creates };
}

/** Kinds that come and go by themselves. */
const restless = new Set(['Event', 'Lease', 'ComponentStatus', 'PodMetrics', 'NodeMetrics']);

/** One kind as the cluster lists it. */
export interface Resource {
  readonly path: string;
  /** Empty for Kubernetes' own first one. */
  readonly group: string;
  readonly kind: string;
  /** As `kubectl` takes them, the plural first. */
  readonly names: readonly string[];
  readonly namespaced: boolean;
}

/**
 * Every object of every listable kind, found by the API's own discovery unless the caller knows them. Each list is the newest of its moment: API servers since
 * Kubernetes 1.31 give that from memory, and one of a named revision from etcd, which takes a quarter longer
 * (https://kubernetes.io/docs/reference/using-api/api-concepts/#semantics-for-get-and-list); `asOf`, the query for one, is for a cluster of our own.
 */
export async function takeSnapshot(api: ClusterApi, scope: Scope, known?: readonly Resource[], asOf = ''): Promise<Snapshot> {
  const resources = (known ?? (await discover(api))).filter((resource) => inScope(resource, scope));
  const list = (resource: Resource) => (scope.all ? listObjects(api, resource, `${resource.path}${asOf}`) : listInScope(api, resource, scope));
  const lists = await Promise.all(resources.map(list));
  const isMeant = (object: ClusterObject) =>
    scope.all || object.namespace === undefined || scope.namespaces.includes(object.namespace) || isCreated(scope.creates ?? [], object, resources);
  const objects = lists.flat().filter(isMeant);
  return new Map(objects.map((object) => [object.uid, object]));
}

function inScope({ kind, names, namespaced }: Resource, scope: Scope): boolean {
  if (restless.has(kind)) return false;
  return scope.all || namespaced || scope.kinds.some((word) => names.includes(word) || word === kind.toLowerCase());
}

interface GroupList {
  readonly kind?: string;
  readonly groups: readonly { readonly preferredVersion: { readonly groupVersion: string } }[];
}

interface ResourceList {
  readonly resources: readonly {
    readonly name: string;
    readonly kind: string;
    readonly shortNames?: readonly string[];
    readonly namespaced: boolean;
    readonly verbs: readonly string[];
  }[];
}

/** Every group in one answer, as API servers give it since Kubernetes 1.27. The first version is the preferred one. */
interface GroupDiscoveryList {
  readonly kind: 'APIGroupDiscoveryList';
  readonly items: readonly {
    readonly metadata?: { readonly name?: string };
    readonly versions: readonly {
      readonly version: string;
      readonly resources?: readonly {
        readonly resource: string;
        readonly responseKind?: { readonly kind: string };
        readonly shortNames?: readonly string[];
        readonly scope: string;
        readonly verbs: readonly string[];
      }[];
    }[];
  }[];
}

const allGroupsAtOnce = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';

/** Every kind that can be listed. */
export async function discover(api: ClusterApi): Promise<Resource[]> {
  const [core, groups] = await Promise.all(['/api', '/apis'].map((path) => api.get<GroupDiscoveryList | GroupList>(path, { accept: allGroupsAtOnce })));
  if (isAllGroups(core) && isAllGroups(groups)) return [...core.items, ...groups.items].flatMap(resourcesOfGroup);
  const bases = ['/api/v1', ...((groups as GroupList | undefined)?.groups ?? []).map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`)];
  return (await Promise.all(bases.map((base) => resourcesAt(api, base)))).flat();
}

function isAllGroups(list: GroupDiscoveryList | GroupList | undefined): list is GroupDiscoveryList {
  return list?.kind === 'APIGroupDiscoveryList';
}

function resourcesOfGroup({ metadata, versions }: GroupDiscoveryList['items'][number]): Resource[] {
  const [preferred] = versions;
  const base = metadata?.name ? `/apis/${metadata.name}/${preferred?.version}` : `/api/${preferred?.version}`;
  return (preferred?.resources ?? [])
    .filter(({ verbs }) => verbs.includes('list'))
    .map(({ resource, responseKind, shortNames, scope }) => {
      const kind = responseKind?.kind ?? resource;
      return { path: `${base}/${resource}`, group: metadata?.name ?? '', kind, names: namesOf(resource, kind, shortNames), namespaced: scope === 'Namespaced' };
    });
}

/** Group by group, for API servers older than that. */
async function resourcesAt(api: ClusterApi, base: string): Promise<Resource[]> {
  const list = await api.get<ResourceList>(base);
  const group = /^\/apis\/([^/]+)/.exec(base)?.[1] ?? '';
  return (list?.resources ?? [])
    .filter(({ name, verbs }) => !name.includes('/') && verbs.includes('list'))
    .map(({ name, kind, shortNames, namespaced }) => ({ path: `${base}/${name}`, group, kind, names: namesOf(name, kind, shortNames), namespaced }));
}

function namesOf(plural: string, kind: string, shortNames: readonly string[] = []): string[] {
  return [plural, kind.toLowerCase(), ...shortNames];
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
      readonly managedFields?: readonly { readonly manager?: string; readonly time?: string; readonly subresource?: string }[];
    };
  }[];
}

/**
 * On a shared cluster a user who may not list a kind in all namespaces is asked for the guide's own; one who may not there either cannot have made
 * such an object: `rightsFor` asks for the right to list all that a guide makes.
 */
async function listInScope(api: ClusterApi, resource: Resource, scope: SharedScope): Promise<ClusterObject[]> {
  try {
    return await listObjects(api, resource, resource.path);
  } catch (error) {
    if (!(error instanceof ForbiddenError)) throw error;
    if (!resource.namespaced) return [];
    const elsewhere = (scope.creates ?? []).map((entry) => entry.split('/')).flatMap(([, namespace = '', name]) => (name === undefined ? [] : namespace));
    const lists = [...new Set([...scope.namespaces, ...elsewhere])].map((namespace) =>
      listObjects(api, resource, pathIn(resource, namespace)).catch(nothingIfForbidden),
    );
    return (await Promise.all(lists)).flatMap((list) => list ?? []);
  }
}

/** A kind's list in one namespace, or in all. */
function pathIn({ path }: Resource, namespace: string | undefined): string {
  const at = path.lastIndexOf('/');
  return namespace === undefined ? path : `${path.slice(0, at)}/namespaces/${namespace}${path.slice(at)}`;
}

/** One object in the API. */
export function pathOf(resource: Resource, namespace: string | undefined, name: string): string {
  return `${pathIn(resource, namespace)}/${encodeURIComponent(name)}`;
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

/** Field managers (https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers) of the cluster's own parts. */
const controllers = /^(kube-(apiserver|controller-manager|scheduler|proxy)|kubelet|cloud-controller-manager|cluster-autoscaler|pilot-discovery)$/;

function editsOf({ generation = 0, managedFields = [] }: ObjectList['items'][number]['metadata']): string {
  const own = managedFields.filter(({ manager = '', subresource }) => subresource !== 'status' && !controllers.test(manager));
  return own.length === 0 ? '' : [generation, ...own.map(({ manager, time }) => `${manager} ${time}`)].join(', ');
}

/** Who wrote an object and when, without controllers, from its `edits`: `kubectl-create 2026-11-22T15:00:10Z`. */
export function writersOf({ edits }: Pick<ClusterObject, 'edits'>): string[] {
  return edits === '' ? [] : edits.split(', ').slice(1);
}

function managersOf({ managedFields = [] }: ObjectList['items'][number]['metadata']): string[] {
  return [...new Set(managedFields.flatMap(({ manager, subresource }) => (manager === undefined || subresource === 'status' ? [] : [manager])))];
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

/** An object that a step's command names. */
interface Made {
  readonly step: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Names for each object the step whose command makes it. If there is none, names the steps that ran when it was created, and who wrote it. */
export function leftoversOf(objects: readonly ClusterObject[], times: readonly StepTime[], makes: readonly Made[] = []): Leftover[] {
  return objects.map((object) => {
    const { kind, namespace, name, isLeaving, finalizers } = object;
    const made = makes.find((each) => each.kind === kind && each.namespace === namespace && each.name === name);
    const held = isLeaving && finalizers ? { finalizers } : {};
    return { kind, ...(namespace !== undefined && { namespace }), name, ...(made ? { step: made.step } : seenOf(object, times)), ...held };
  });
}

function seenOf({ createdAt, managers }: ClusterObject, times: readonly StepTime[]): Pick<Leftover, 'during' | 'writers'> {
  const during = stepsAt(Date.parse(createdAt), times);
  return { ...(during.length > 0 && { during }), ...(managers.length > 0 && { writers: managers }) };
}

/** Names what was there before and is gone, with the step that deleted it if only one step may have. An object that was created again under the same name is reported as such. */
export function takenAway(gone: readonly ClusterObject[], made: readonly ClusterObject[], takers: readonly string[]): Leftover[] {
  const anew = new Set(made.map(({ path }) => path));
  const [step] = takers.length === 1 ? takers : [];
  return gone
    .filter(({ path }) => !anew.has(path))
    .map(({ kind, namespace, name, isLeaving, finalizers }) => ({
      kind,
      ...(namespace !== undefined && { namespace }),
      name,
      gone: true,
      ...(step !== undefined && { step }),
      ...(isLeaving && finalizers && { finalizers }),
    }));
}

/** All steps that ran in the second of an object's creation time, which the cluster rounds down to whole seconds. */
function stepsAt(createdMs: number, times: readonly StepTime[]): string[] {
  return times.filter(({ from, to }) => from < createdMs + 1000 && createdMs <= to).map(({ step }) => step);
}
