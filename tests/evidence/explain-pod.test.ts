import { expect, test } from 'vitest';
import { explainPod as explainPodOn } from '../../runner/evidence/explain-pod.ts';
import type { Pod, Warning } from '../../runner/evidence/kubernetes.ts';
import { podMadeAt, podOf, readyStatus } from '../support/clusters/pod-of.ts';

const explainPod = (pod: Pod, about: Warning | undefined) =>
  explainPodOn(pod, about, { kind: 'local', name: 'demo' });
const warning = (reason: string, message: string): Warning => ({
  metadata: { name: 'event', namespace: 'default', creationTimestamp: podMadeAt },
  involvedObject: { kind: 'Pod', name: 'web-7bd4f5c8b9-w2l7h' },
  reason,
  message,
  lastTimestamp: podMadeAt,
});

test('explainPod: an image that cannot be pulled, with the registry’s message once', () => {
  const message = 'failed to resolve reference "example/web:1": not found';
  const pod = podOf({ state: { waiting: { reason: 'ErrImagePull', message } } });
  expect(explainPod(pod, warning('Failed', message))).toEqual({
    kind: 'image',
    subject: 'Pod web-7bd4f5c8b9-w2l7h in default',
    sentence:
      'The image example/web:1 of container web of Pod web-7bd4f5c8b9-w2l7h in default cannot be ' +
      'pulled (ErrImagePull).',
    detail: [message],
    next:
      'The local cluster reaches no registry. Use `curlimages/curl:7.88.1`, the image that it has for ' +
      'guides, or a cluster of your own (`--target context=NAME`), then run again the step ' +
      'that makes web.',
  });
  expect(explainPodOn(pod, undefined, { kind: 'context', context: 'kind', files: [] })?.next).toBe(
    'Check that the image’s name and tag are right and that the node reaches its registry, then run ' +
      'again the step that makes web.',
  );
  expect(explainPod(pod, warning('Failed', 'Error: ErrImagePull'))?.detail).toEqual([message]);
});

test('explainPod: a container that ends again and again, while it waits or has just ended', () => {
  const ended = { terminated: { exitCode: 3, reason: 'Error' } };
  const loop = podOf({
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: ended,
    restartCount: 4,
  });
  expect(explainPod(loop, undefined)).toMatchObject({
    kind: 'crash',
    sentence: expect.stringContaining('exit status 3 (Error), restarted 4 times.'),
  });
  expect(explainPod(podOf({ state: ended, restartCount: 1 }), undefined)).toMatchObject({
    sentence: expect.stringContaining('restarted 1 time.'),
  });
});

test('explainPod: a pod that fits on no node, with the scheduler’s message', () => {
  const message = '0/1 nodes are available: 1 Insufficient cpu.';
  const status = {
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
  };
  expect(explainPod(podOf({}, { status }), undefined)).toMatchObject({
    kind: 'unschedulable',
    sentence: `Pod web-7bd4f5c8b9-w2l7h in default finds no node to run on: ${message}`,
  });
});

test('explainPod: a readiness probe that fails, with its message', () => {
  const probe = 'Readiness probe failed: HTTP probe failed with statuscode: 500';
  expect(explainPod(podOf({ state: { running: {} } }), warning('Unhealthy', probe))).toMatchObject({
    kind: 'not-ready',
    sentence: `Container web of Pod web-7bd4f5c8b9-w2l7h in default runs, but is not ready: ${probe}`,
  });
});

test('explainPod: a sidecar without configuration', () => {
  expect(explainPod(podOf({ name: 'istio-proxy', state: { running: {} } }), undefined)).toMatchObject({
    kind: 'sidecar',
  });
});

test('explainPod: a container that cannot be made, with the reason', () => {
  const state = { waiting: { reason: 'CreateContainerConfigError', message: 'secret "x" not found' } };
  expect(explainPod(podOf({ state }), undefined)).toMatchObject({
    kind: 'container',
    detail: ['secret "x" not found'],
  });
});

test('explainPod: a pod that is being started, with what delays it', () => {
  const pod = podOf({ state: { waiting: { reason: 'ContainerCreating' } } });
  expect(explainPod(pod, warning('FailedMount', 'configmap "x" not found'))).toMatchObject({
    kind: 'starting',
    sentence: expect.stringContaining('still being started (FailedMount)'),
    detail: ['configmap "x" not found'],
  });
});

test('explainPod: nothing for a pod that is ready, done or being deleted', () => {
  const going = { ...podOf().metadata, deletionTimestamp: podMadeAt };
  for (const pod of [
    podOf({}, { status: readyStatus }),
    podOf({}, { status: { phase: 'Succeeded' } }),
    podOf({}, { metadata: going }),
  ]) {
    expect(explainPod(pod, undefined)).toBeUndefined();
  }
});
