import { expect, test } from 'vitest';
import type { ClusterApi } from '../../runner/cluster/cluster-api.ts';
import type { Target } from '../../runner/cluster/target.ts';
import { UnreachableError } from '../../runner/errors.ts';
import type { Found } from '../../runner/evidence/failure.ts';
import { gatherEvidence, rank } from '../../runner/evidence/gather.ts';
import { boundedReader } from '../../runner/evidence/reader.ts';
import type { CommandResult, StepResult } from '../../src/guide/result.ts';
import { apiOf } from '../support/clusters/api-of.ts';
import { loopbackTarget } from '../support/clusters/loopback-target.ts';
import { podMadeAt, podOf } from '../support/clusters/pod-of.ts';
import { guideOf } from '../support/guides/guide-text.ts';

const openedAt = Date.parse(podMadeAt) - 1000;
const { guide } = guideOf('');

function result(verdict: StepResult['verdict'], text = 'kubectl get pods'): StepResult {
  const command: CommandResult = {
    command: 0,
    text,
    line: 1,
    verdict,
    output: '',
    attempts: 1,
    ms: 1,
    reasons: [],
    sentences: [],
  };
  return { run: 'r', step: 's', verdict, startedAt: podMadeAt, ms: 1, commands: [command] };
}

function targetOf(api: object): Target {
  return { ...loopbackTarget(), api: api as ClusterApi };
}

const failing = podOf({
  state: { waiting: { reason: 'ErrImagePull', message: 'denied: the-secret-of-this-target' } },
});
const cluster = { '/api/v1/namespaces/default/pods': { items: [failing] } };

test.each(['differs', 'failed', 'timed-out'] as const)(
  'gatherEvidence: the cause of a step with the verdict %s, redacted',
  async (verdict) => {
    expect(
      await gatherEvidence(targetOf(apiOf(cluster)), guide, result(verdict), { openedAt }),
    ).toMatchObject([{ kind: 'image', detail: ['denied: [redacted]'] }]);
  },
);

test('gatherEvidence: redacts a secret that covers several lines of a log', async () => {
  const pod = podOf({
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: { exitCode: 1 } },
  });
  const pods = '/api/v1/namespaces/default/pods';
  const log = `no such key:\n-----BEGIN PRIVATE KEY-----\n${'abcd'.repeat(16)}\n${'efgh'.repeat(16)}\n`;
  const api = apiOf({
    [pods]: { items: [pod] },
    [`${pods}/${pod.metadata.name}/log?container=web&tailLines=5`]: log,
  });
  expect(await gatherEvidence(targetOf(api), guide, result('failed'), { openedAt })).toMatchObject([
    { kind: 'crash', detail: ['no such key:', '[redacted]'] },
  ]);
});

test('gatherEvidence: no request for a pass, a cancelled run or a command without a cluster', async () => {
  const api = apiOf(cluster);
  for (const each of [result('passed'), result('cancelled'), result('differs', 'echo a')]) {
    expect(await gatherEvidence(targetOf(api), guide, each, { openedAt })).toEqual([]);
  }
  expect(api.asked).toEqual([]);
});

test('gatherEvidence: a failed request hides no other cause', async () => {
  const api = apiOf(cluster);
  const get = async (path: string) => {
    if (path.startsWith('/api/v1/namespaces/istio-system')) throw new Error('403');
    return api.get(path);
  };
  expect(
    await gatherEvidence(targetOf({ ...api, get }), guide, result('failed'), { openedAt }),
  ).toMatchObject([{ kind: 'image' }]);
});

test('gatherEvidence: a cluster that does not answer is the only cause, with its last answer', async () => {
  const get = async () => {
    throw new UnreachableError('127.0.0.1:6443', 'connect ECONNREFUSED');
  };
  const api = { get, text: get, host: '127.0.0.1:6443', answeredAt: new Date('2026-11-22T15:00:03Z') };
  expect(
    await gatherEvidence(targetOf(api), guide, { ...result('errored'), commands: [] }, { openedAt }),
  ).toEqual([
    {
      kind: 'cluster-unreachable',
      subject: 'The cluster at 127.0.0.1:6443',
      sentence: 'The cluster at 127.0.0.1:6443 has not answered since 15:00:03 UTC: connect ECONNREFUSED.',
      next:
        'Check with `kubectl --context none cluster-info` whether it runs; run the step again when it ' +
        'answers.',
    },
  ]);
});

test('rank: named causes first, then the newest; one of each subject, three at most', () => {
  const found = (subject: string, named: boolean, at: number): Found => ({
    named,
    at,
    evidence: { kind: 'image', subject, sentence: `${at}`, next: '' },
  });
  const all = [
    found('a', false, 1),
    found('b', false, 9),
    found('c', true, 2),
    found('b', false, 8),
    found('d', false, 3),
  ];
  expect(rank(all).map(({ subject, sentence }) => `${subject}${sentence}`)).toEqual(['c2', 'b9', 'd3']);
});

test('boundedReader: refuses more requests than allowed', async () => {
  const reader = boundedReader(apiOf({ '/a': 1 }), { requests: 2, signal: new AbortController().signal });
  expect([await reader.get('/a'), await reader.text('/b')]).toEqual([1, { status: 404, body: '' }]);
  await expect(reader.get('/a')).rejects.toThrow('More than 2 requests');
});
