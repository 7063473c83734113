import { createHash, timingSafeEqual } from 'node:crypto';
import type { Refusal } from '../../../src/guide/protocol.ts';
import { loopbackHosts } from './loopback.ts';
import type { RequestFacts } from './request-facts.ts';

/**
 * The facts that pair a page with this server: the port that the page is opened at, and the token of the
 * printed address.
 */
export interface Pairing {
  readonly port: number;
  readonly token: string;
}

/** One rule for requests, and the answer to a request that breaks it. */
export interface RequestGuard {
  readonly admits: (pairing: Pairing, request: RequestFacts) => boolean;
  readonly status: 401 | 403;
  readonly code: Refusal['code'];
  readonly message: (pairing: Pairing) => string;
}

/** The refusal of the first guard that does not admit the request; `undefined` if all admit it. */
export function refuse(
  guards: readonly RequestGuard[],
  pairing: Pairing,
  request: RequestFacts,
): { readonly status: RequestGuard['status']; readonly refusal: Refusal } | undefined {
  const guard = guards.find(({ admits }) => !admits(pairing, request));
  if (!guard) return undefined;
  return { status: guard.status, refusal: { code: guard.code, message: guard.message(pairing) } };
}

/** Admits only our own names. Another name that resolves to loopback is an attack (DNS rebinding). */
const ownHost: RequestGuard = {
  admits: ({ port }, { target, host }) =>
    target.startsWith('/') && loopbackHosts.some((name) => host === `${name}:${port}`),
  status: 403,
  code: 'host',
  message: ({ port }) =>
    `This is not the runner's address. Open http://127.0.0.1:${port}/ as \`npm start\` printed it.`,
};

/** Browsers send the origin with every request that could do harm. */
const ownOrigin: RequestGuard = {
  admits: (_, { host, origin }) => origin === undefined || origin === `http://${host}`,
  status: 403,
  code: 'origin',
  message: () => 'Requests from other sites are refused.',
};

/**
 * Browsers say with every request which site made it (W3C Fetch Metadata). Another port of the same host is
 * `same-site`, which is not admitted.
 */
const ownPage: RequestGuard = {
  ...ownOrigin,
  admits: (_, { fetchSite }) =>
    fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none',
};

const ownToken: RequestGuard = {
  admits: ({ token }, { authorization }) =>
    isSame(/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '', token),
  status: 401,
  code: 'token',
  message: () => 'This tab is not paired with the runner. Open the address that `npm start` printed.',
};

/** Guards for every request, also for those to the site. */
export const allRequestGuards: readonly RequestGuard[] = [ownHost, ownOrigin];
/** Guards for all requests to the API. */
export const apiGuards: readonly RequestGuard[] = [ownPage];
/** Guards for all requests to the API except for the server's health. */
export const pairedGuards: readonly RequestGuard[] = [ownToken];

/** Takes the same time for every text, because the compared digests have equal lengths. */
function isSame(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
