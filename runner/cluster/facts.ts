import type { TargetVersions } from '../../src/guide/model.ts';
import { TargetError } from '../errors.ts';
import type { ClusterApi } from './cluster-api.ts';

interface Pod {
  readonly spec: { readonly containers: readonly { readonly image: string }[] };
}

/** The cluster's versions, for the ranges of a guide. `istio` is absent if no istiod runs. */
export async function readVersions(api: ClusterApi): Promise<TargetVersions> {
  const version = await api.get<{ gitVersion: string }>('/version');
  if (!version)
    throw new TargetError(
      'not-kubernetes',
      'The API server has no /version: this is not a Kubernetes cluster.',
    );
  const istio = await istioVersion(api);
  return { kubernetes: version.gitVersion.replace(/^v/, ''), ...(istio !== undefined && { istio }) };
}

/** The version that istiod reports; if it does not answer, the tag of its image. */
async function istioVersion(api: ClusterApi): Promise<string | undefined> {
  const pods = await api.get<{ items: readonly Pod[] }>(
    '/api/v1/namespaces/istio-system/pods?labelSelector=app%3Distiod',
  );
  const image = pods?.items[0]?.spec.containers[0]?.image;
  if (image === undefined) return undefined;
  const answer = await api.text('/api/v1/namespaces/istio-system/services/http:istiod:15014/proxy/version');
  const reported = answer.status === 200 ? /^\d+\.\d+\.\d+/.exec(answer.body)?.[0] : undefined;
  return reported ?? /:v?(\d+\.\d+\.\d+)/.exec(image)?.[1];
}

/** The UID of kube-system. It never changes while a cluster exists, and no other cluster has it. */
export async function clusterUid(api: ClusterApi): Promise<string> {
  const namespace = await api.get<{ metadata: { uid: string } }>('/api/v1/namespaces/kube-system');
  if (!namespace)
    throw new TargetError(
      'not-kubernetes',
      'The cluster has no namespace kube-system, so Guiderail cannot distinguish it from other clusters.',
    );
  return namespace.metadata.uid;
}
