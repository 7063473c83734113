import { expect, test } from 'vitest';
import { findPods } from '../../runner/evidence/pods.ts';
import { apiOf } from '../support/clusters/api-of.ts';
import { failureOf } from '../support/clusters/failure-of.ts';
import { podMadeAt, podOf, readyStatus } from '../support/clusters/pod-of.ts';

const pods = '/api/v1/namespaces/default/pods';
const events = '/api/v1/namespaces/default/events?fieldSelector=type%3DWarning';
const waiting = podOf({ state: { waiting: { reason: 'ErrImagePull' } } });
const old = { ...waiting, metadata: { ...waiting.metadata, creationTimestamp: '2026-11-01T00:00:00Z' } };
const longBroken = {
  ...old,
  status: {
    ...old.status,
    conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-11-01T00:00:00Z' }],
  },
};

test('findPods: finds a pod that was made in this session, named or not', async () => {
  const api = apiOf({ [pods]: { items: [waiting] } });
  expect(await findPods(api, failureOf('kubectl get nodes'))).toMatchObject([
    { named: false, at: Date.parse(podMadeAt), evidence: { kind: 'image' } },
  ]);
  expect(
    await findPods(api, failureOf('kubectl wait deployment/web --for=condition=Available')),
  ).toMatchObject([{ named: true }]);
});

test('findPods: finds an older pod only if it became unready in this session or is named', async () => {
  expect(await findPods(apiOf({ [pods]: { items: [old] } }), failureOf('kubectl get nodes'))).toHaveLength(1);
  const api = apiOf({ [pods]: { items: [longBroken] } });
  expect(await findPods(api, failureOf('kubectl get nodes'))).toEqual([]);
  expect(await findPods(api, failureOf('kubectl get webhooks'))).toEqual([]);
  expect(await findPods(api, failureOf('kubectl get pod -l app=web'))).toHaveLength(1);
});

test.each([
  'kubectl apply -f web.yaml',
  'kubectl -n default create deployment web --image=web',
  'kubectl label pod web a=b',
])('findPods: finds nothing for a command that ends before any pod starts: %s', async (command) => {
  const api = apiOf({ [pods]: { items: [waiting] } });
  expect(await findPods(api, failureOf(command))).toEqual([]);
  expect(
    await findPods(
      api,
      failureOf(command, { output: 'Internal error occurred: failed calling webhook "web.example.com"' }),
    ),
  ).toHaveLength(1);
  expect(
    await findPods(api, failureOf(`${command} && kubectl wait pod/web --for=condition=Ready`)),
  ).toHaveLength(1);
});

test('findPods: finds the newest of a workload’s pods that fail in the same way', async () => {
  const newer = {
    ...waiting,
    metadata: {
      ...waiting.metadata,
      name: 'web-7bd4f5c8b9-zzzzz',
      creationTimestamp: '2026-11-22T15:00:20Z',
    },
  };
  const found = await findPods(apiOf({ [pods]: { items: [waiting, newer] } }), failureOf('kubectl get pods'));
  expect(found.map(({ evidence }) => evidence.subject)).toEqual(['Pod web-7bd4f5c8b9-zzzzz in default']);
});

test('findPods: adds the last lines of a container that ended', async () => {
  const pod = podOf({
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: { exitCode: 1 } },
  });
  const log = `${pods}/${pod.metadata.name}/log?container=web&tailLines=5`;
  const api = apiOf({
    [pods]: { items: [pod] },
    [`${log}&previous=true`]: 'reading settings\nno such file\n',
  });
  expect(await findPods(api, failureOf('kubectl get pods'))).toMatchObject([
    { evidence: { detail: ['reading settings', 'no such file'] } },
  ]);
});

test('findPods: finds pods that the cluster refused, with the message of the event', async () => {
  const refused = {
    metadata: { name: 'e', namespace: 'default', creationTimestamp: podMadeAt },
    involvedObject: { kind: 'ReplicaSet', name: 'web-7bd4f5c8b9' },
    reason: 'FailedCreate',
    message: 'failed calling webhook "sidecar-injector"',
    lastTimestamp: podMadeAt,
  };
  const api = apiOf({ [events]: { items: [refused, { ...refused, reason: 'Other' }] } });
  expect(await findPods(api, failureOf('kubectl get pods'))).toMatchObject([
    {
      evidence: {
        kind: 'warning',
        sentence: expect.stringContaining('cannot make its pods: failed calling webhook'),
      },
    },
  ]);
  expect(await findPods(api, failureOf('kubectl get pods', { since: Date.parse(podMadeAt) + 1 }))).toEqual(
    [],
  );
  const madeSince = apiOf({
    [events]: { items: [refused] },
    [pods]: { items: [podOf({}, { status: readyStatus })] },
  });
  expect(await findPods(madeSince, failureOf('kubectl get pods'))).toEqual([]);
});

test('findPods: looks in the namespaces that the command names', async () => {
  const api = apiOf({});
  await findPods(api, failureOf('kubectl get pods -n shop | cat; kubectl get pods --namespace=other'));
  expect(api.asked.filter((path) => path.endsWith('/pods'))).toEqual([
    pods,
    '/api/v1/namespaces/shop/pods',
    '/api/v1/namespaces/other/pods',
  ]);
});
