import type { ClusterApi } from '../../../runner/cluster/cluster-api.ts';

export const services = {
  path: '/api/v1/services',
  group: '',
  kind: 'Service',
  names: ['services'],
  namespaced: true,
};
export const nodes = { path: '/api/v1/nodes', group: '', kind: 'Node', names: ['nodes'], namespaced: false };
export const widgets = {
  path: '/apis/later/v1/widgets',
  group: 'later',
  kind: 'Widget',
  names: ['widgets'],
  namespaced: false,
};
export const namespaces = {
  path: '/api/v1/namespaces',
  group: '',
  kind: 'Namespace',
  names: ['namespaces'],
  namespaced: false,
};
export const requests = {
  path: '/apis/certificates.k8s.io/v1/certificatesigningrequests',
  group: 'certificates.k8s.io',
  kind: 'CertificateSigningRequest',
  names: [],
  namespaced: false,
};
/** The query for the lists at revision 42. */
export const asOf42 = '?resourceVersion=42&resourceVersionMatch=Exact';

/** The metadata of a listed object. */
export interface Listed {
  readonly name: string;
  readonly uid: string;
  readonly namespace?: string;
  readonly resourceVersion: string;
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
  readonly ownerReferences?: readonly unknown[];
}

export const object = (name: string, uid: string, resourceVersion: number): Listed => ({
  name,
  uid,
  resourceVersion: String(resourceVersion),
  creationTimestamp: '2026-11-22T15:00:10Z',
});

/**
 * A fake API server whose newest revision is 42 at the first request. `before` has its objects at that
 * revision, `after` its newest objects, each by the path of their list. Each error in `failures` fails one
 * request.
 */
export function revisionApi({
  before = {},
  after = {},
}: {
  before?: Record<string, Listed[]>;
  after?: Record<string, Listed[]>;
}) {
  const asked: string[] = [];
  const failures: Error[] = [];
  const objectAt = (path: string) => {
    const [, kind = '', namespace, name] = /^(.*?)(?:\/namespaces\/(\w+)\/\w+)?\/(\w+)$/.exec(path) ?? [];
    const metadata = (after[namespace === undefined ? kind : `${kind}/services`] ?? []).find(
      (each) => each.name === name && each.namespace === namespace,
    );
    return metadata && { metadata };
  };
  const get = async (path: string) => {
    if (path === '/api/v1/namespaces?limit=1') return { metadata: { resourceVersion: '42' }, items: [] };
    asked.push(path);
    const failure = failures.shift();
    if (failure) throw failure;
    const [kind = '', query] = path.split('?');
    if (![services, nodes, widgets, namespaces, requests].some((each) => each.path === kind))
      return objectAt(kind);
    return { items: ((query ? before : after)[kind] ?? []).map((metadata) => ({ metadata })) };
  };
  return { api: { get, host: '127.0.0.1:6443' } as unknown as ClusterApi, asked, failures };
}
