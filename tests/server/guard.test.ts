import { expect, test } from 'vitest';
import { type Knock, refuse } from '../../runner/server/guard.ts';

const door = { host: '127.0.0.1:7373', token: 'a'.repeat(43) };
const friend: Knock = {
  host: '127.0.0.1:7373',
  origin: 'http://127.0.0.1:7373',
  fetchSite: 'same-origin',
  authorization: `Bearer ${'a'.repeat(43)}`,
  isApi: true,
  isHealth: false,
};

test('refuse: lets the paired page in, and a program without an origin that has the token', () => {
  expect(refuse(door, friend)).toBeUndefined();
  expect(refuse(door, { ...friend, origin: undefined, fetchSite: undefined })).toBeUndefined();
});

test('refuse: pages and health need no token', () => {
  expect(refuse(door, { ...friend, isApi: false, authorization: undefined, fetchSite: 'cross-site' })).toBeUndefined();
  expect(refuse(door, { ...friend, isHealth: true, authorization: undefined })).toBeUndefined();
});

test.each<[string, Partial<Knock>, number, string]>([
  ['another host name', { host: 'localhost:7373' }, 403, 'host'],
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
  ['another origin, for health too', { isHealth: true, origin: 'http://evil.example' }, 403, 'origin'],
])('refuse: %s', (_, change, status, code) => {
  const refused = refuse(door, { ...friend, ...change });
  expect(refused?.status).toBe(status);
  expect(refused?.refusal.code).toBe(code);
  expect(refused?.refusal.message).toMatch(/\.$/);
});
