import { expect, test } from 'vitest';
import { findUnresolvedHosts, resolves } from '../../runner/evidence/unresolved-hosts.ts';
import { apiOf } from '../support/clusters/api-of.ts';
import { failureOf } from '../support/clusters/failure-of.ts';
import { podMadeAt } from '../support/clusters/pod-of.ts';

const hosts = ['web.default.svc.cluster.local', 'httpbin.org', '*.example.com'];

test.each([
  ['web', 'default', true],
  ['web', 'other', false],
  ['web.default.svc.cluster.local', 'other', true],
  ['wbe.default.svc.cluster.local', 'default', false],
  ['httpbin.org', 'default', true],
  ['api.example.com', 'default', true],
  ['*.local', 'default', true],
  ['*', 'default', true],
  ['*.internal', 'default', false],
])('resolves: %s from %s: %s', (host, namespace, expected) => {
  expect(resolves({ host, namespace }, hosts)).toBe(expected);
});

const metadata = (name: string) => ({ name, namespace: 'default', creationTimestamp: podMadeAt });
const cluster = {
  '/apis/networking.istio.io/v1/namespaces/default/destinationrules': {
    items: [
      { metadata: metadata('good'), spec: { host: 'web' } },
      { metadata: metadata('bad'), spec: { host: 'wbe.default.svc.cluster.local' } },
    ],
  },
  '/apis/networking.istio.io/v1beta1/namespaces/default/virtualservices': {
    items: [
      {
        metadata: metadata('routes'),
        spec: { http: [{ route: [{ destination: { host: 'gone' } }, { destination: { host: 'web' } }] }] },
      },
    ],
  },
  '/api/v1/services': { items: [{ metadata: metadata('web') }] },
};

test('findUnresolvedHosts: finds rules and routes of this session whose host nothing has', async () => {
  const found = await findUnresolvedHosts(
    apiOf(cluster),
    failureOf('kubectl exec deploy/web -- curl wbe.default.svc.cluster.local'),
  );
  expect(found.map(({ evidence, named }) => [evidence.subject, named])).toEqual([
    ['DestinationRule bad in default', true],
    ['VirtualService routes in default', false],
  ]);
});

test('findUnresolvedHosts: older rules only if named, and none for a command without a request', async () => {
  const later = { since: Date.parse(podMadeAt) + 1 };
  const named = await findUnresolvedHosts(
    apiOf(cluster),
    failureOf('curl http://wbe.default.svc.cluster.local', later),
  );
  expect(named.map(({ evidence }) => evidence.subject)).toEqual(['DestinationRule bad in default']);
  expect(await findUnresolvedHosts(apiOf(cluster), failureOf('kubectl get pods'))).toEqual([]);
});
