import type { IncomingMessage } from 'node:http';

/**
 * The parts of a request that the guards read. If a header came twice, its values are joined with a comma
 * (RFC 9110, 5.3). No guard admits a value with a comma.
 */
export interface RequestFacts {
  /** The target in the request line: a path, or a whole address as in a request to a proxy. */
  readonly target: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly authorization: string | undefined;
}

export function requestFacts({ url = '', headersDistinct }: IncomingMessage): RequestFacts {
  const header = (name: string) => headersDistinct[name]?.join(', ');
  return {
    target: url,
    host: header('host'),
    origin: header('origin'),
    fetchSite: header('sec-fetch-site'),
    authorization: header('authorization'),
  };
}
