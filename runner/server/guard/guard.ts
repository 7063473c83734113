import { createHash, timingSafeEqual } from 'node:crypto';
import type { Refusal } from '../../../src/guide/protocol.ts';
import { loopbackHosts } from './loopback.ts';
import type { RequestFacts } from './request-facts.ts';

/** Who may come in: what is addressed to loopback at one port, with one token. */
export interface Expected {
  readonly port: number;
  readonly token: string;
}

/** One question about a request, and what is answered where it is not admitted. */
export interface Guard {
  readonly admits: (expected: Expected, request: RequestFacts) => boolean;
  readonly status: 401 | 403;
  readonly code: Refusal['code'];
  readonly message: (expected: Expected) => string;
}

/**
 * Why a request is refused, with its HTTP status, by the first guard that does not admit it; `undefined` when
 * it may come in.
 */
export function refuse(
  guards: readonly Guard[],
  expected: Expected,
  request: RequestFacts,
): { readonly status: Guard['status']; readonly refusal: Refusal } | undefined {
  const closed = guards.find(({ admits }) => !admits(expected, request));
  if (closed)
    return { status: closed.status, refusal: { code: closed.code, message: closed.message(expected) } };
  return undefined;
}

/** Compared exactly: another name that resolves to loopback is not ours (DNS rebinding). */
const ownHost: Guard = {
  admits: ({ port }, { target, host }) =>
    target.startsWith('/') && loopbackHosts.some((name) => host === `${name}:${port}`),
  status: 403,
  code: 'host',
  message: ({ port }) =>
    `This is not the runner's address. Open http://127.0.0.1:${port}/ as \`npm start\` printed it.`,
};

/** A browser names the origin on every request that could do harm. */
const ownOrigin: Guard = {
  admits: (_, { host, origin }) => origin === undefined || origin === `http://${host}`,
  status: 403,
  code: 'origin',
  message: () => 'Requests from other sites are refused.',
};

/**
 * A browser says of every request whose page made it (W3C Fetch Metadata); another port of the same host is
 * the same site.
 */
const ownPage: Guard = {
  ...ownOrigin,
  admits: (_, { fetchSite }) =>
    fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none',
};

const ownToken: Guard = {
  admits: ({ token }, { authorization }) =>
    isSame(/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '', token),
  status: 401,
  code: 'token',
  message: () => 'This tab is not paired with the runner. Open the address that `npm start` printed.',
};

/** For every request. */
export const allRequestGuards: readonly Guard[] = [ownHost, ownOrigin];
/** For requests to the API, and for all of them but the one for its health. */
export const apiGuards: readonly Guard[] = [ownPage];
export const pairedGuards: readonly Guard[] = [ownToken];

/** Takes the same time whatever is given: digests have equal lengths. */
function isSame(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
