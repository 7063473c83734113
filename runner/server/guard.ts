import { createHash, timingSafeEqual } from 'node:crypto';
import type { Refusal } from '../../src/guide/protocol.ts';

/** What the door looks at in a request. */
export interface Knock {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly authorization: string | undefined;
  readonly isApi: boolean;
  readonly isHealth: boolean;
}

/** Who may come in: one host and port, one origin, one token. */
export interface Door {
  /** `127.0.0.1:PORT`, compared exactly: a name that resolves to loopback is not ours (DNS rebinding). */
  readonly host: string;
  readonly token: string;
}

/** Why a request is refused, with its HTTP status, or `undefined` when it may come in. */
export function refuse(door: Door, knock: Knock): { readonly status: 401 | 403; readonly refusal: Refusal } | undefined {
  if (knock.host !== door.host) {
    return { status: 403, refusal: { code: 'host', message: `This is not the runner's address. Open http://${door.host}/ as \`npm start\` printed it.` } };
  }
  if (!hasOurOrigin(door, knock)) {
    return { status: 403, refusal: { code: 'origin', message: 'Requests from other sites are refused.' } };
  }
  if (knock.isApi && !knock.isHealth && !hasToken(door, knock)) {
    return { status: 401, refusal: { code: 'token', message: 'This tab is not paired with the runner. Open the address that `npm start` printed.' } };
  }
  return undefined;
}

/** A browser names the origin on every request that could do harm; a program without one needs the token all the same. */
function hasOurOrigin({ host }: Door, { origin, fetchSite, isApi }: Knock): boolean {
  if (origin !== undefined && origin !== `http://${host}`) return false;
  return !isApi || fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none';
}

function hasToken({ token }: Door, { authorization }: Knock): boolean {
  const given = /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

/** Equal lengths, so that the comparison takes the same time whatever was given. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
