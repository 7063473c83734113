import { expect, test } from 'vitest';
import { allRequestGuards, apiGuards, pairedGuards, refuse } from '../../../runner/server/guard/guard.ts';
import type { RequestFacts } from '../../../runner/server/guard/request-facts.ts';

const pairing = { port: 7373, token: 'a'.repeat(43) };
const all = [...allRequestGuards, ...apiGuards, ...pairedGuards];
const friend: RequestFacts = {
  target: '/api/state',
  host: '127.0.0.1:7373',
  origin: 'http://127.0.0.1:7373',
  fetchSite: 'same-origin',
  authorization: `Bearer ${'a'.repeat(43)}`,
};

test('refuse: admits the paired page, and a program that has the token but no origin', () => {
  expect(refuse(all, pairing, friend)).toBeUndefined();
  expect(refuse(all, pairing, { ...friend, origin: undefined, fetchSite: undefined })).toBeUndefined();
});

test('refuse: pages and health need no token', () => {
  expect(
    refuse(allRequestGuards, pairing, { ...friend, authorization: undefined, fetchSite: 'cross-site' }),
  ).toBeUndefined();
  expect(
    refuse([...allRequestGuards, ...apiGuards], pairing, { ...friend, authorization: undefined }),
  ).toBeUndefined();
  expect(
    refuse(allRequestGuards, pairing, { ...friend, authorization: undefined, origin: 'http://evil.example' })
      ?.refusal.code,
  ).toBe('origin');
});

test('refuse: admits each name of loopback with its own origin only', () => {
  for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
    const host = `${name}:7373`;
    expect(refuse(all, pairing, { ...friend, host, origin: `http://${host}` })).toBeUndefined();
    const refused = refuse(all, pairing, {
      ...friend,
      host,
      origin: `http://${name === 'localhost' ? '[::1]' : 'localhost'}:7373`,
    });
    expect(refused?.refusal.code).toBe('origin');
  }
});

test.each<[string, Partial<RequestFacts>, number, string]>([
  ['another host name', { host: 'Localhost:7373' }, 403, 'host'],
  ['a whole address in the request line', { target: 'http://127.0.0.1:7373/api/state' }, 403, 'host'],
  ['a rebound name', { host: 'evil.example:7373' }, 403, 'host'],
  ['another port', { host: '127.0.0.1:7374' }, 403, 'host'],
  ['no host', { host: undefined }, 403, 'host'],
  ['another origin', { origin: 'http://evil.example' }, 403, 'origin'],
  ['the null origin', { origin: 'null' }, 403, 'origin'],
  ['an origin with a longer port', { origin: 'http://127.0.0.1:73730' }, 403, 'origin'],
  ['https of the same host', { origin: 'https://127.0.0.1:7373' }, 403, 'origin'],
  ['a cross-site request', { origin: undefined, fetchSite: 'cross-site' }, 403, 'origin'],
  ['a same-site request of another port', { origin: undefined, fetchSite: 'same-site' }, 403, 'origin'],
  ['no token', { authorization: undefined }, 401, 'token'],
  ['a wrong token', { authorization: `Bearer ${'b'.repeat(43)}` }, 401, 'token'],
  ['a longer token', { authorization: `Bearer ${'a'.repeat(44)}` }, 401, 'token'],
  ['the token without its scheme', { authorization: 'a'.repeat(43) }, 401, 'token'],
])('refuse: does not admit %s', (_, change, status, code) => {
  const refused = refuse(all, pairing, { ...friend, ...change });
  expect(refused?.status).toBe(status);
  expect(refused?.refusal.code).toBe(code);
  expect(refused?.refusal.message).toMatch(/\.$/);
});
