import { ForbiddenError, TargetError } from '../errors.ts';
import type { ApiAnswer, Connection } from './connection.ts';

interface GetOptions {
  /** The media type of the answer. */
  readonly accept?: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Media types for `get` that ask for the metadata of an object, or of a list, and for nothing else
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

  /** When the API server last answered; `undefined`: it has not answered yet. */
  get answeredAt(): Date | undefined {
    return this.#connection.answeredAt;
  }

  /**
   * Sends a GET and decodes the JSON of the answer. Returns `undefined` if the server answers 404. Throws a
   * ForbiddenError if it answers 403, another TargetError for other statuses, and an UnreachableError if it
   * does not answer.
   */
  async get<T>(
    path: string,
    { accept = 'application/json', signal }: GetOptions = {},
  ): Promise<T | undefined> {
    const { status, body } = await this.#connection.send({ method: 'GET', path, accept, signal });
    if (status === 404) return undefined;
    const answer = `The cluster at ${this.host} answered ${status} to GET ${path}: ${firstLine(body)}`;
    if (status === 403) throw new ForbiddenError(answer);
    if (status !== 200) throw new TargetError('cluster-refused', answer);
    return JSON.parse(body) as T;
  }

  /** Sends a GET and returns the answer as text, whatever its status is. */
  async text(path: string, { signal }: GetOptions = {}): Promise<ApiAnswer> {
    return this.#connection.send({ method: 'GET', path, accept: '*/*', signal });
  }
}

function metadataAs(kind: string): string {
  return `application/json;as=${kind};g=meta.k8s.io;v=v1,application/json`;
}

function firstLine(text: string): string {
  return text.slice(0, 300).split('\n')[0] ?? '';
}
