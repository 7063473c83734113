import { expect, test } from 'vitest';
import { findSidecars } from '../../runner/evidence/sidecars.ts';
import { apiOf } from '../support/clusters/api-of.ts';
import { failureOf } from '../support/clusters/failure-of.ts';
import { podMadeAt, podOf, readyStatus } from '../support/clusters/pod-of.ts';

const istiod = '/api/v1/namespaces/istio-system/pods?labelSelector=app%3Distiod';
const ready = podOf({}, { status: readyStatus });
const cluster = (labels: Record<string, string>, pods: unknown[]) => ({
  [istiod]: { items: [ready] },
  '/api/v1/namespaces/default': { metadata: { name: 'default', creationTimestamp: podMadeAt, labels } },
  '/api/v1/namespaces/default/pods': { items: pods },
});
const failure = failureOf('kubectl get pod web-7bd4f5c8b9-w2l7h');

test('findSidecars: finds a pod without the sidecar that its namespace asks for', async () => {
  const found = await findSidecars(apiOf(cluster({ 'istio-injection': 'enabled' }, [ready])), failure);
  expect(found).toMatchObject([
    { named: true, evidence: { kind: 'sidecar', subject: 'Pod web-7bd4f5c8b9-w2l7h in default' } },
  ]);
});

test('findSidecars: finds no pod that has a sidecar, refuses one or is not asked to have one', async () => {
  const beside = podOf(
    {},
    { status: readyStatus, spec: { containers: [{ name: 'web' }, { name: 'istio-proxy' }] } },
  );
  const before = podOf(
    {},
    {
      status: readyStatus,
      spec: { containers: [{ name: 'web' }], initContainers: [{ name: 'istio-proxy' }] },
    },
  );
  const refusing = {
    ...ready,
    metadata: { ...ready.metadata, labels: { 'sidecar.istio.io/inject': 'false' } },
  };
  expect(
    await findSidecars(apiOf(cluster({ 'istio-injection': 'enabled' }, [beside, before, refusing])), failure),
  ).toEqual([]);
  expect(await findSidecars(apiOf(cluster({}, [ready])), failure)).toEqual([]);
});

test('findSidecars: finds an istiod that is not ready or missing; nothing without Istio', async () => {
  const notReady = await findSidecars(apiOf({ [istiod]: { items: [podOf()] } }), failure);
  expect(notReady).toMatchObject([
    { evidence: { kind: 'istiod', sentence: expect.stringContaining('is not ready') } },
  ]);
  expect(await findSidecars(apiOf({ [istiod]: { items: [] } }), failure)).toMatchObject([
    { evidence: { sentence: expect.stringContaining('has no pod') } },
  ]);
  const without = apiOf({});
  expect(await findSidecars(without, { ...failure, versions: { kubernetes: '1.35.4' } })).toEqual([]);
  expect(without.asked).toEqual([]);
});
