import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contextTarget } from '../../../runner/cluster/context-target.ts';
import type { Target } from '../../../runner/cluster/target.ts';
import { temporaryFolder } from '../guides/temporary-folder.ts';
import {
  type Answerer,
  type EmptyCluster,
  type FakeRequest,
  kubeconfigOf,
  startEmptyCluster,
} from './empty-cluster.ts';

/** The fields of an object that these tests use. */
export interface FakeObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly resourceVersion?: string;
    readonly creationTimestamp?: string;
  };
  readonly spec?: {
    readonly holderIdentity: string;
    readonly renewTime: string;
    readonly acquireTime: string;
    readonly leaseDurationSeconds: number;
  };
}

/**
 * A fake cluster whose API server stores Leases and deletes objects. Like a real API server, it checks UID
 * and resource version.
 */
export interface LeasedCluster extends EmptyCluster {
  readonly kubeconfig: string;
  /** Its objects by their API path. */
  readonly objects: Map<string, FakeObject>;
  open(): Promise<Target>;
  /** Takes the Lease in the way of another runner that believes this runner dead. */
  takeLease(): void;
}

const leases = (namespace: string) => `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
export const leasePath = `${leases('kube-system')}/guiderail`;

export async function startLeasedCluster({
  mayWrite = () => true,
  answer: own = () => undefined,
}: {
  /** Whether the user may send this request about Leases. */
  mayWrite?: (request: FakeRequest) => boolean;
  answer?: Answerer;
} = {}): Promise<LeasedCluster> {
  const objects = new Map<string, FakeObject>();
  const cluster = await startEmptyCluster({
    answer: (request) =>
      own(request) ??
      (request.path.includes('/leases') && !mayWrite(request) ? forbidden : answered(objects, request)),
  });
  const kubeconfig = join(temporaryFolder(), 'kubeconfig');
  writeFileSync(kubeconfig, JSON.stringify(kubeconfigOf(cluster.port)));
  const open = () => contextTarget('kind-test', { kubeconfig, pathBehind: [] });
  const takeLease = () => {
    const at = new Date().toISOString().replace('Z', '000Z');
    const spec = {
      holderIdentity: 'elsewhere/7/1/test/000000000000/00000000',
      leaseDurationSeconds: 15,
      acquireTime: at,
      renewTime: at,
    };
    objects.set(leasePath, {
      metadata: {
        name: 'guiderail',
        namespace: 'kube-system',
        uid: randomUUID(),
        resourceVersion: randomUUID(),
      },
      spec,
    });
  };
  return Object.assign(cluster, { kubeconfig, objects, open, takeLease });
}

const forbidden = { status: 403, body: { reason: 'Forbidden' } };

function answered(
  objects: Map<string, FakeObject>,
  { method, path, body }: FakeRequest,
): ReturnType<Answerer> {
  const found = objects.get(path);
  const sent =
    body === ''
      ? undefined
      : (JSON.parse(body) as FakeObject & { preconditions?: { uid?: string; resourceVersion?: string } });
  switch (method) {
    case 'GET':
      return found && { status: 200, body: found };
    case 'POST': {
      if (!path.endsWith('/leases') || !sent) return undefined;
      const name = `${path}/${sent.metadata.name}`;
      if (objects.has(name)) return { status: 409, body: { reason: 'AlreadyExists' } };
      return {
        status: 201,
        body: stored(objects, name, { ...sent, metadata: { ...sent.metadata, uid: randomUUID() } }),
      };
    }
    case 'PUT':
      if (!found || !sent) return { status: 404, body: { reason: 'NotFound' } };
      if (!isMeant(found, sent.metadata)) return { status: 409, body: { reason: 'Conflict' } };
      return { status: 200, body: stored(objects, path, sent) };
    case 'DELETE':
      if (!found) return { status: 404, body: { reason: 'NotFound' } };
      if (!isMeant(found, sent?.preconditions ?? {})) return { status: 409, body: { reason: 'Conflict' } };
      objects.delete(path);
      return { status: 200, body: {} };
    default:
      return undefined;
  }
}

function isMeant(
  { metadata }: FakeObject,
  { uid, resourceVersion }: { uid?: string; resourceVersion?: string },
): boolean {
  return (
    (uid ?? metadata.uid) === metadata.uid &&
    (resourceVersion ?? metadata.resourceVersion) === metadata.resourceVersion
  );
}

function stored(objects: Map<string, FakeObject>, path: string, object: FakeObject): FakeObject {
  const written = { ...object, metadata: { ...object.metadata, resourceVersion: randomUUID() } };
  objects.set(path, written);
  return written;
}
