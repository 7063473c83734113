import { ForbiddenError, TargetError } from '../errors.ts';
import type { ApiAnswer, Connection } from './connection.ts';

/** What a question to the cluster may bring along. */
interface Asking {
  readonly accept?: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What `get` accepts to learn of an object, or of a list, the metadata alone
 * (https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches).
 */
export const objectMetadata = metadataAs('PartialObjectMetadata');
export const listMetadata = metadataAs('PartialObjectMetadataList');

/** Reads from one cluster's API server. Never writes. */
export class ClusterApi {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** `HOST:PORT` of the API server. */
  get host(): string {
    return this.#connection.host;
  }

  /** When it last answered. */
  get answeredAt(): Date | undefined {
    return this.#connection.answeredAt;
  }

  /**
   * GET, decoded from JSON; `undefined` where the server answers 404; a ForbiddenError where the user may not
   * ask.
   */
  async get<T>(path: string, { accept = 'application/json', signal }: Asking = {}): Promise<T | undefined> {
    const { status, body } = await this.#connection.send({ method: 'GET', path, accept, signal });
    if (status === 404) return undefined;
    const answer = `The cluster at ${this.host} answered ${status} to GET ${path}: ${firstLine(body)}`;
    if (status === 403) throw new ForbiddenError(answer);
    if (status !== 200) throw new TargetError('cluster-refused', answer);
    return JSON.parse(body) as T;
  }

  /** GET of text, whatever the status. */
  async text(path: string, { signal }: Asking = {}): Promise<ApiAnswer> {
    return this.#connection.send({ method: 'GET', path, accept: '*/*', signal });
  }
}

function metadataAs(kind: string): string {
  return `application/json;as=${kind};g=meta.k8s.io;v=v1,application/json`;
}

function firstLine(text: string): string {
  return text.slice(0, 300).split('\n')[0] ?? '';
}
