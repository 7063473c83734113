import type { ApiAnswer, Connection } from './connection.ts';

/**
 * One right that a user may have
 * (https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access).
 */
export interface Access {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  /** Absent: all namespaces, or a kind without namespaces. */
  readonly namespace?: string;
  readonly name?: string;
}

/**
 * The fields of a Lease that Guiderail uses (https://kubernetes.io/docs/concepts/architecture/leases/). Times
 * are MicroTimes, with six digits after the seconds.
 */
export interface LeaseObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
  };
  /** Other programs that write the Lease may leave out any of these fields. */
  readonly spec?: {
    readonly holderIdentity?: string;
    readonly leaseDurationSeconds?: number;
    readonly acquireTime?: string;
    readonly renewTime?: string;
  };
}

/**
 * The only writes that the runner itself sends to a cluster: its Lease, and questions about the user's
 * rights, which are POST requests but store nothing.
 */
export class ClusterWrites {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Whether the user has a right; `undefined`: the cluster does not say. */
  async mayI(resourceAttributes: Access, signal?: AbortSignal): Promise<boolean | undefined> {
    const { status, body } = await this.#connection.send({
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes },
      },
      signal,
    });
    return status === 201
      ? (JSON.parse(body) as { status?: { allowed?: boolean } }).status?.allowed
      : undefined;
  }

  async createLease(lease: LeaseObject): Promise<ApiAnswer> {
    return this.#connection.send({ method: 'POST', path: leasesPath(lease), body: manifestOf(lease) });
  }

  /**
   * Replaces the Lease. Fails if another program wrote the Lease meanwhile, because the request has a
   * resource version.
   */
  async replaceLease(lease: LeaseObject): Promise<ApiAnswer> {
    return this.#connection.send({
      method: 'PUT',
      path: `${leasesPath(lease)}/${lease.metadata.name}`,
      body: manifestOf(lease),
    });
  }

  /** Deletes the Lease, unless it is another one or another program wrote it since it was read. */
  async deleteLease(lease: LeaseObject): Promise<ApiAnswer> {
    const { name, uid, resourceVersion } = lease.metadata;
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid, resourceVersion } };
    return this.#connection.send({ method: 'DELETE', path: `${leasesPath(lease)}/${name}`, body });
  }
}

function leasesPath({ metadata: { namespace } }: LeaseObject): string {
  return `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
}

function manifestOf(lease: LeaseObject): object {
  return { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', ...lease };
}
