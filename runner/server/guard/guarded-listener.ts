import type { RequestListener } from 'node:http';
import { allRequestGuards, type Expected, refuse } from './guard.ts';
import { requestFacts } from './request-facts.ts';
import { safeHeaders } from './safe-headers.ts';

export interface GuardedListenerParts {
  readonly expected: Expected;
  /** The site's own content security policy. */
  readonly policy: () => string;
  readonly inside: RequestListener;
}

/**
 * Refuses what the expected does not admit, before anything else reads the request; what comes `inside` is
 * answered under the safe headers.
 */
export function guardedListener({ expected, policy, inside }: GuardedListenerParts): RequestListener {
  return (incoming, outgoing) => {
    const refused = refuse(allRequestGuards, expected, requestFacts(incoming));
    for (const [name, value] of Object.entries(safeHeaders(policy()))) outgoing.setHeader(name, value);
    if (!refused) return inside(incoming, outgoing);
    const body = JSON.stringify(refused.refusal);
    outgoing.writeHead(refused.status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    });
    outgoing.end(body);
  };
}
