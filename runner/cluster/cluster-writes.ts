import type { ApiAnswer, Connection } from './connection.ts';

/**
 * A question about the user's own rights
 * (https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access).
 */
export interface Access {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  /** Absent: all namespaces, or a kind that has none. */
  readonly namespace?: string;
  readonly name?: string;
}

/**
 * A Lease as far as it is written here (https://kubernetes.io/docs/concepts/architecture/leases/). Times have
 * microseconds.
 */
export interface LeaseObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
  };
  /** Another program that writes the Lease may leave out any of these. */
  readonly spec?: {
    readonly holderIdentity?: string;
    readonly leaseDurationSeconds?: number;
    readonly acquireTime?: string;
    readonly renewTime?: string;
  };
}

/**
 * All that the runner itself ever sends to a cluster that is not a question: reviews of its user's rights,
 * which store nothing, and its Lease.
 */
export class ClusterWrites {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Whether the user may do this; `undefined` where the cluster does not say. */
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
    return this.#connection.send({ method: 'POST', path: leases(lease), body: whole(lease) });
  }

  /** Only where nobody has written it since it was read: the resource version says so. */
  async replaceLease(lease: LeaseObject): Promise<ApiAnswer> {
    return this.#connection.send({
      method: 'PUT',
      path: `${leases(lease)}/${lease.metadata.name}`,
      body: whole(lease),
    });
  }

  /** Only this very one, as it was read. */
  async deleteLease(lease: LeaseObject): Promise<ApiAnswer> {
    const { name, uid, resourceVersion } = lease.metadata;
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid, resourceVersion } };
    return this.#connection.send({ method: 'DELETE', path: `${leases(lease)}/${name}`, body });
  }
}

function leases({ metadata: { namespace } }: LeaseObject): string {
  return `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
}

function whole(lease: LeaseObject): object {
  return { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', ...lease };
}
