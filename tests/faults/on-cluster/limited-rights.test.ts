import { expect, onTestFinished, test } from 'vitest';
import { leaseRule } from '../../../runner/cluster/lease/lease-rights.ts';
import { RunnerLease } from '../../../runner/cluster/lease/runner-lease.ts';
import { runPass } from '../../../runner/pass/guide-pass.ts';
import { preflight } from '../../../runner/preflight/preflight.ts';
import { useTestCluster } from '../../support/clusters/cluster-target.ts';
import { guideFile } from '../../support/guides/guide-file.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { asLimitedUser } from './limited-user.ts';
import { make, remove } from './preflight-steps.ts';

const cluster = useTestCluster();

test('runPass: a user with just the rights of the guide can run it', async ({ task }) => {
  leavesNothing();
  const leases = { apiGroups: ['coordination.k8s.io'], resources: ['leases'] };
  const limited = await asLimitedUser(
    cluster,
    ['get', 'list', 'watch', 'create', 'delete'],
    [
      { ...leases, resourceNames: ['guiderail'], verbs: ['get', 'update', 'delete'] },
      { ...leases, verbs: ['create'] },
    ],
  );
  const before = await cluster.objects();
  const { guide } = guideFile(
    [fence('$ kubectl create configmap preflight-a\nconfigmap/preflight-a created', 'id=make'), remove],
    {
      guide: '{namespaces: [default]}',
    },
  );
  const { error, steps, leftovers } = await runPass({
    guide,
    target: limited.target,
    choices: {},
    signal: new AbortController().signal,
  });
  expect([error, steps.map(({ verdict }) => verdict), leftovers]).toEqual([
    undefined,
    ['passed', 'passed'],
    [],
  ]);
  expect(await cluster.objects()).toEqual(before);
  figure(task, 'a user without the right to list most kinds: 2 steps passed, nothing left');
});

test('RunnerLease: the roles that a refusal names suffice, and allow no other Lease', async ({ task }) => {
  leavesNothing();
  const limited = await asLimitedUser(cluster);
  await expect(RunnerLease.take(limited.target, 'test')).rejects.toMatchObject({ code: 'lease-refused' });
  const named = [...leaseRule(limited.target).matchAll(/`kubectl --context CONTEXT (.*?)`/g)].map(
    ([, words = '']) => words.split(' '),
  );
  expect(named).toHaveLength(2);
  for (const words of named) {
    const [, , role = ''] = words;
    cluster.kubectl(...words);
    onTestFinished(() => void cluster.kubectl('delete', 'role,rolebinding', role, '-n', 'kube-system'));
    cluster.kubectl('create', 'rolebinding', role, '-n', 'kube-system', `--role=${role}`, '--user=limited');
  }
  await expect
    .poll(async () =>
      (await preflight(guideFile([make]).guide, limited.target, guideFile([make]).guide.steps)).missing.map(
        ({ what }) => what,
      ),
    )
    .not.toContainEqual(expect.stringContaining('Lease'));
  const lease = await RunnerLease.take(limited.target, 'test');
  await lease.confirm();
  await lease.release();
  expect(cluster.kubectl('get', 'lease', 'guiderail', '-n', 'kube-system', '--ignore-not-found')).toBe('');
  const may = (verb: string) =>
    limited.target.writes.mayI({
      verb,
      group: 'coordination.k8s.io',
      resource: 'leases',
      namespace: 'kube-system',
      name: 'kube-scheduler',
    });
  expect([await may('update'), await may('delete')]).toEqual([false, false]);
  figure(
    task,
    'with 2 roles the Lease is taken, renewed and released; the Lease of the scheduler is refused',
  );
});
