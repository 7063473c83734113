import { commandText } from '../cluster/target-command.ts';
import { type Failure, type Finder, type Found, isNamed, isOfSession, namespacesOf } from './failure.ts';
import { isReady, type ListOf, type Metadata, type Pod, subjectOf, workloadOf } from './kubernetes.ts';
import type { Reader } from './reader.ts';

/**
 * Finds an istiod that is not ready, and pods without the sidecar that their namespace asks for. Finds
 * nothing if the cluster has no Istio.
 */
export const findSidecars: Finder = async (reader, failure) => {
  if (failure.versions.istio === undefined) return [];
  const found = await Promise.all([findIstiod(reader, failure), findPodsWithoutSidecar(reader, failure)]);
  return found.flat();
};

async function findIstiod(reader: Reader, { origin }: Failure): Promise<Found[]> {
  const pods = await reader.get<ListOf<Pod>>(
    '/api/v1/namespaces/istio-system/pods?labelSelector=app%3Distiod',
  );
  if (!pods || pods.items.some((pod) => isReady(pod) && pod.metadata.deletionTimestamp === undefined))
    return [];
  const state = pods.items.length === 0 ? 'has no pod' : 'is not ready';
  return [
    {
      evidence: {
        kind: 'istiod',
        subject: 'istiod in istio-system',
        sentence:
          `Istio’s control plane, istiod in istio-system, ${state}: it neither injects sidecars nor ` +
          'sends them changes.',
        next:
          `Find out why with ${commandText(origin, 'kubectl get pods -n istio-system')}, and run the ` +
          'step again when it is ready.',
      },
      named: false,
      at: Number.POSITIVE_INFINITY,
    },
  ];
}

async function findPodsWithoutSidecar(reader: Reader, failure: Failure): Promise<Found[]> {
  const found = await Promise.all(
    namespacesOf(failure).map(async (namespace): Promise<Found[]> => {
      const own = await reader.get<{ metadata: Metadata }>(`/api/v1/namespaces/${namespace}`);
      if (!own || !asksForSidecars(own.metadata)) return [];
      const pods = await reader.get<ListOf<Pod>>(`/api/v1/namespaces/${namespace}/pods`);
      return (pods?.items ?? [])
        .filter((pod) => lacksSidecar(pod) && isOfFailure(failure, pod))
        .map((pod) => foundPod(failure, pod));
    }),
  );
  return found.flat();
}

/**
 * Whether a namespace asks for sidecars
 * (https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/#controlling-the-injection-policy).
 */
function asksForSidecars({ labels = {} }: Metadata): boolean {
  return (
    labels['istio-injection'] === 'enabled' ||
    (labels['istio.io/rev'] !== undefined && labels['istio-injection'] !== 'disabled')
  );
}

function lacksSidecar({ metadata, spec }: Pod): boolean {
  const refused =
    metadata.labels?.['sidecar.istio.io/inject'] ?? metadata.annotations?.['sidecar.istio.io/inject'];
  return refused !== 'false' && metadata.deletionTimestamp === undefined && !hasSidecar({ spec });
}

/** Whether a pod has a sidecar, as a container or as an init container that keeps running. */
export function hasSidecar({ spec }: Pick<Pod, 'spec'>): boolean {
  return [...spec.containers, ...(spec.initContainers ?? [])].some(({ name }) => name === 'istio-proxy');
}

function isOfFailure(failure: Failure, pod: Pod): boolean {
  return (
    isOfSession(failure, pod.metadata) ||
    isNamed(failure, pod.metadata.name) ||
    isNamed(failure, workloadOf(pod))
  );
}

function foundPod(failure: Failure, pod: Pod): Found {
  const { name, namespace, creationTimestamp } = pod.metadata;
  return {
    evidence: {
      kind: 'sidecar',
      subject: subjectOf('Pod', pod.metadata),
      sentence:
        `${subjectOf('Pod', pod.metadata)} has no sidecar, although its namespace is labelled for ` +
        'injection: it was made before the label, or while istiod did not answer.',
      next:
        'Delete it, so that it is created again with one: ' +
        `${commandText(failure.origin, `kubectl delete pod ${name} -n ${namespace}`)}. Then run the step ` +
        'again.',
    },
    named: isNamed(failure, name),
    at: Date.parse(creationTimestamp),
  };
}
