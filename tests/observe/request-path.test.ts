import { expect, test } from 'vitest';
import type { ClusterApi } from '../../runner/cluster/cluster-api.ts';
import { requestPath } from '../../runner/observe/request-path.ts';
import type { CommandResult } from '../../src/guide/result.ts';
import { apiOf } from '../support/clusters/api-of.ts';
import { podMadeAt, podOf, readyStatus } from '../support/clusters/pod-of.ts';

const withSidecar = podOf(
  {},
  { status: readyStatus, spec: { containers: [{ name: 'sleep' }, { name: 'istio-proxy' }] } },
);
const old = {
  ...podOf({}, { status: readyStatus, spec: { containers: [{ name: 'sleep' }] } }),
  metadata: { name: 'sleep-old', creationTimestamp: '2026-11-01T00:00:00Z' },
};
const service = (name: string, spec: object) => ({
  metadata: { name, namespace: 'default', creationTimestamp: podMadeAt },
  spec,
});
const slices = (name: string) =>
  '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices' +
  `?labelSelector=kubernetes.io%2Fservice-name%3D${name}`;
const cluster = {
  '/api/v1/namespaces/default/pods': { items: [old, withSidecar, podOf()] },
  '/api/v1/namespaces/default/services/my-httpbin': service('my-httpbin', {
    type: 'ExternalName',
    externalName: 'httpbin.org',
  }),
  '/api/v1/namespaces/default/services/my-wikipedia': service('my-wikipedia', {
    type: 'ClusterIP',
    clusterIP: '10.96.0.7',
  }),
  '/api/v1/services': { items: [service('my-wikipedia', { type: 'ClusterIP', clusterIP: '10.96.0.7' })] },
  [slices('my-wikipedia')]: {
    items: [
      { endpoints: [{ addresses: ['91.198.174.192'] }, { addresses: ['198.35.26.96'] }] },
      { endpoints: null },
    ],
  },
};
const api = apiOf(cluster) as unknown as ClusterApi;

function ran(text: string, output = '', change: Partial<CommandResult> = {}): CommandResult {
  return {
    command: 0,
    text,
    line: 1,
    verdict: 'passed',
    exit: 0,
    output,
    attempts: 1,
    ms: 1,
    reasons: [],
    sentences: [],
    ...change,
  };
}

test('requestPath: through an alias, from the newest ready pod that has the container', async () => {
  expect(
    await requestPath(api, [
      ran('kubectl exec $P -c sleep -- curl my-httpbin/headers', '"X-Envoy-Attempt-Count": "1"'),
    ]),
  ).toEqual({
    source: { pod: 'web-7bd4f5c8b9-w2l7h', namespace: 'default', container: 'sleep' },
    sidecar: true,
    service: {
      name: 'my-httpbin',
      namespace: 'default',
      type: 'ExternalName',
      backing: 'alias',
      addresses: [],
    },
    host: 'httpbin.org',
    reached: 'host',
    answer: { kind: 'answered', envoyHeaders: ['X-Envoy-Attempt-Count'] },
  });
});

test('requestPath: through the address of a service with endpoints, from the named pod', async () => {
  for (const address of ['10.96.0.7', '$(kubectl get svc my-wikipedia -o jsonpath={.spec.clusterIP})']) {
    const path = await requestPath(api, [
      ran(
        `kubectl exec sleep-old -c sleep -- curl --resolve en.wikipedia.org:443:${address} ` +
          'https://en.wikipedia.org/',
        'curl: (7) x',
      ),
    ]);
    expect(path).toMatchObject({
      source: { pod: 'sleep-old' },
      sidecar: false,
      service: {
        name: 'my-wikipedia',
        backing: 'addresses',
        addresses: ['91.198.174.192', '198.35.26.96'],
      },
      host: 'en.wikipedia.org',
      reached: 'service',
    });
  }
});

test('requestPath: directly to a host without a service', async () => {
  const path = await requestPath(api, [ran('kubectl exec $P -c sleep -- curl http://httpbin.org/')]);
  expect(path).toMatchObject({ host: 'httpbin.org', reached: 'host' });
  expect(path).not.toHaveProperty('service');
});

test('requestPath: none without a request or its pod, and none for a stopped command', async () => {
  expect(await requestPath(api, [ran('kubectl get pods')])).toBeUndefined();
  expect(await requestPath(api, [ran('kubectl exec gone -- curl my-httpbin')])).toBeUndefined();
  const { exit: _, ...stopped } = ran('kubectl exec $P -- curl my-httpbin', '', { verdict: 'timed-out' });
  expect(await requestPath(api, [stopped])).toBeUndefined();
});
