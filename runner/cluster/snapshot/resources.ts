import type { ClusterApi } from '../cluster-api.ts';

/** A kind of object that the cluster can list. */
export interface Resource {
  /** The path of its list in all namespaces, such as `/apis/apps/v1/deployments`. */
  readonly path: string;
  /** The API group, such as `apps`; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** The names that kubectl accepts, the plural first. */
  readonly names: readonly string[];
  readonly namespaced: boolean;
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

/**
 * The answer of aggregated discovery, which has every group. API servers give it since Kubernetes 1.27. The
 * first version of a group is the preferred one.
 */
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

const allGroupsAtOnce =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';

/** Finds every kind that can be listed, through the API's discovery. */
export async function discover(api: ClusterApi): Promise<Resource[]> {
  const [core, groups] = await Promise.all(
    ['/api', '/apis'].map((path) =>
      api.get<GroupDiscoveryList | GroupList>(path, { accept: allGroupsAtOnce }),
    ),
  );
  if (isAllGroups(core) && isAllGroups(groups))
    return [...core.items, ...groups.items].flatMap(resourcesOfGroup);
  const bases = [
    '/api/v1',
    ...((groups as GroupList | undefined)?.groups ?? []).map(
      ({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`,
    ),
  ];
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
      return {
        path: `${base}/${resource}`,
        group: metadata?.name ?? '',
        kind,
        names: namesOf(resource, kind, shortNames),
        namespaced: scope === 'Namespaced',
      };
    });
}

/** Finds the kinds of one group, for API servers before 1.27. */
async function resourcesAt(api: ClusterApi, base: string): Promise<Resource[]> {
  const list = await api.get<ResourceList>(base);
  const group = /^\/apis\/([^/]+)/.exec(base)?.[1] ?? '';
  return (list?.resources ?? [])
    .filter(({ name, verbs }) => !name.includes('/') && verbs.includes('list'))
    .map(({ name, kind, shortNames, namespaced }) => ({
      path: `${base}/${name}`,
      group,
      kind,
      names: namesOf(name, kind, shortNames),
      namespaced,
    }));
}

function namesOf(plural: string, kind: string, shortNames: readonly string[] = []): string[] {
  return [plural, kind.toLowerCase(), ...shortNames];
}

/** The path of a kind's list in one namespace, or in all. */
export function pathIn({ path }: Resource, namespace: string | undefined): string {
  const at = path.lastIndexOf('/');
  return namespace === undefined ? path : `${path.slice(0, at)}/namespaces/${namespace}${path.slice(at)}`;
}

/** The path of one object in the API. */
export function pathOf(resource: Resource, namespace: string | undefined, name: string): string {
  return `${pathIn(resource, namespace)}/${encodeURIComponent(name)}`;
}
