import type { RequestListener } from 'node:http';
import { type Door, doorGuards, refuse } from './guard.ts';
import { knockOf } from './knock.ts';
import { safeHeaders } from './safe-headers.ts';

export interface GuardedListenerParts {
  readonly door: Door;
  /** The site's own content security policy. */
  readonly policy: () => string;
  readonly inside: RequestListener;
}

/** Refuses what the door does not admit, before anything else reads the request; what comes `inside` is answered under the safe headers. */
export function guardedListener({ door, policy, inside }: GuardedListenerParts): RequestListener {
  return (incoming, outgoing) => {
    const refused = refuse(doorGuards, door, knockOf(incoming));
    for (const [name, value] of Object.entries(safeHeaders(policy()))) outgoing.setHeader(name, value);
    if (!refused) return inside(incoming, outgoing);
    const body = JSON.stringify(refused.refusal);
    outgoing.writeHead(refused.status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), connection: 'close' });
    outgoing.end(body);
  };
}
