import type { CommandResult, PathService, RequestPath } from '../../src/guide/result.ts';
import type { ClusterApi } from '../cluster/cluster-api.ts';
import { isReady, type ListOf, type Metadata, type Pod, workloadOf } from '../evidence/kubernetes.ts';
import { hasSidecar } from '../evidence/sidecars.ts';
import { curlAnswer, reachedHop } from './curl-answer.ts';
import { type CurlCall, curlCall } from './curl-call.ts';

interface Service {
  readonly metadata: Metadata;
  readonly spec: { readonly type: string; readonly externalName?: string; readonly clusterIP?: string };
}

interface EndpointSlice {
  readonly endpoints?:
    | readonly { readonly addresses: readonly string[]; readonly targetRef?: { readonly kind: string } }[]
    | null;
}

/**
 * The path of a step's last request, from the command, its output and the cluster's objects. Returns
 * `undefined` if the step makes no request or its path is not known.
 */
export async function requestPath(
  api: ClusterApi,
  commands: readonly CommandResult[],
): Promise<RequestPath | undefined> {
  const calls = commands.map((result) => ({ call: curlCall(result.text), result }));
  const last = calls.findLast(({ call, result }) => call && result.exit !== undefined);
  if (!last?.call) return undefined;
  const { call, result } = last;
  const answer = curlAnswer(result);
  if (!answer) return undefined;
  const [pod, service] = await Promise.all([findPod(api, call), findService(api, call)]);
  if (!pod) return undefined;
  const backed = service && (await withBacking(api, service));
  const sidecar = hasSidecar(pod);
  return {
    source: {
      pod: pod.metadata.name,
      namespace: call.namespace,
      container: call.container ?? pod.spec.containers[0]?.name ?? '',
    },
    sidecar,
    ...(backed && { service: backed }),
    host: service?.spec.externalName ?? call.host,
    reached: reachedHop(answer, result.output, { sidecar, service: service !== undefined }),
    answer,
  };
}

/**
 * The pod that sends the request. If the command names the pod with a variable, whose value is not known
 * here, returns the newest ready pod that has the container.
 */
async function findPod(api: ClusterApi, { pod, namespace, container }: CurlCall): Promise<Pod | undefined> {
  const list = await api.get<ListOf<Pod>>(`/api/v1/namespaces/${namespace}/pods`);
  const name = pod?.split('/').at(-1);
  const isMeant = (each: Pod) =>
    name === undefined
      ? container === undefined || each.spec.containers.some((own) => own.name === container)
      : each.metadata.name === name || workloadOf(each) === name;
  return (list?.items ?? [])
    .filter((each) => isMeant(each) && isReady(each) && each.metadata.deletionTimestamp === undefined)
    .sort((a, b) => b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp))[0];
}

/** The service that the request goes to, by its address or its name. */
async function findService(
  api: ClusterApi,
  { host, namespace, resolved }: CurlCall,
): Promise<Service | undefined> {
  if (resolved && 'address' in resolved) {
    const list = await api.get<ListOf<Service>>('/api/v1/services');
    return list?.items.find(({ spec }) => spec.clusterIP === resolved.address);
  }
  const wanted = resolved
    ? { name: resolved.service, namespace: resolved.namespace }
    : serviceNamed(host, namespace);
  return wanted && api.get<Service>(`/api/v1/namespaces/${wanted.namespace}/services/${wanted.name}`);
}

/**
 * The service that a DNS name means, seen from the namespace `own`
 * (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#services).
 */
function serviceNamed(host: string, own: string): { name: string; namespace: string } | undefined {
  const [, name, namespace = own] =
    /^([a-z][a-z0-9-]*)(?:\.([a-z0-9-]+)(?:\.svc(?:\.cluster\.local)?)?)?\.?$/.exec(host) ?? [];
  return name === undefined ? undefined : { name, namespace };
}

/** Adds the backing of a service: an alias, pods, addresses or nothing. */
async function withBacking(
  api: ClusterApi,
  { metadata, spec: { type, externalName } }: Service,
): Promise<PathService> {
  const { name, namespace = 'default' } = metadata;
  const about = { name, namespace, type };
  if (externalName !== undefined) return { ...about, backing: 'alias', addresses: [] };
  const list = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`;
  const path = `${list}?labelSelector=kubernetes.io%2Fservice-name%3D${name}`;
  const slices = await api.get<ListOf<EndpointSlice>>(path);
  const endpoints = (slices?.items ?? []).flatMap((slice) => slice.endpoints ?? []);
  const addresses = [...new Set(endpoints.flatMap((endpoint) => endpoint.addresses))];
  if (addresses.length === 0) return { ...about, backing: 'nothing', addresses };
  return {
    ...about,
    backing: endpoints.some(({ targetRef }) => targetRef?.kind === 'Pod') ? 'pods' : 'addresses',
    addresses,
  };
}
