import { objectName } from '../../src/guide/text/object-name.ts';

/**
 * The parts of Kubernetes objects that explain failures
 * (https://kubernetes.io/docs/reference/kubernetes-api/).
 */

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
}

export interface ListOf<T> {
  readonly items: readonly T[];
}

export interface Pod {
  readonly metadata: Metadata;
  readonly spec: {
    readonly containers: readonly { readonly name: string }[];
    readonly initContainers?: readonly { readonly name: string }[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly Condition[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
}

export interface ContainerStatus {
  readonly name: string;
  readonly image: string;
  readonly ready: boolean;
  readonly restartCount: number;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}

interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: object;
  readonly terminated?: { readonly exitCode: number; readonly reason?: string };
}

/** An event of type Warning. */
export interface Warning {
  readonly metadata: Metadata;
  readonly involvedObject: { readonly kind: string; readonly name: string };
  readonly reason?: string;
  readonly message?: string;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
}

/** When an event last happened, in milliseconds. */
export function seenAt({ lastTimestamp, eventTime, metadata }: Warning): number {
  return Date.parse(lastTimestamp ?? eventTime ?? metadata.creationTimestamp);
}

/** Whether a pod is ready. A pod that succeeded or is being deleted counts as ready: it explains nothing. */
export function isReady({ status, metadata }: Pod): boolean {
  if (metadata.deletionTimestamp !== undefined || status?.phase === 'Succeeded') return true;
  return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;
}

/** The name of the workload that made a pod: `sleep` for `sleep-7bd4f5c8b9-w2l7h`. */
export function workloadOf({ metadata: { name, labels = {}, ownerReferences = [] } }: Pod): string {
  const owner = ownerReferences[0]?.name ?? name;
  const hash = labels['pod-template-hash'];
  return hash !== undefined && owner.endsWith(`-${hash}`) ? owner.slice(0, -hash.length - 1) : owner;
}

/** The name of an object in a sentence, such as `Pod web-… in default`. */
export function subjectOf(kind: string, { name, namespace }: Pick<Metadata, 'name' | 'namespace'>): string {
  return objectName({ kind, namespace, name });
}
