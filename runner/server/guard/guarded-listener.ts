import type { RequestListener } from 'node:http';
import { allRequestGuards, type Pairing, refuse } from './guard.ts';
import { requestFacts } from './request-facts.ts';
import { safeHeaders } from './safe-headers.ts';

export interface GuardedListenerParts {
  readonly pairing: Pairing;
  /** The content security policy of the built site. */
  readonly policy: () => string;
  /** Answers the admitted requests. */
  readonly inside: RequestListener;
}

/**
 * Refuses what the guards do not admit, before anything else reads the request. All answers get safe headers.
 */
export function guardedListener({ pairing, policy, inside }: GuardedListenerParts): RequestListener {
  return (incoming, outgoing) => {
    const refused = refuse(allRequestGuards, pairing, requestFacts(incoming));
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
