import type { IncomingMessage } from 'node:http';

/**
 * What the expected looks at in a request. A header that came twice is its values with a comma between them
 * (RFC 9110, 5.3), which no value that is admitted has.
 */
export interface RequestFacts {
  /** As it stands in the request line: a path, or a whole address as for a proxy. */
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
