import { expect, test } from 'vitest';
import { chosenTarget, openTarget, parseTarget } from '../../runner/cluster/open-target.ts';
import { CallError } from '../../runner/errors.ts';
import { startLeasedCluster } from '../support/clusters/leased-cluster.ts';
import { recordCluster } from '../support/clusters/recorded-cluster.ts';

const context = { kind: 'context', context: 'kind-test' } as const;

test('openTarget local: only Guiderail uses the cluster, and proxies are out of its reach', async () => {
  await recordCluster('own');
  const { name, origin, isShared, reachesProxies } = await openTarget({ name: 'own' });
  expect({ name, origin, isShared, reachesProxies }).toEqual({
    name: 'local',
    origin: { kind: 'local', name: 'own' },
    isShared: false,
    reachesProxies: false,
  });
  expect(chosenTarget({ kind: 'local' })).toMatchObject({ name: 'local', isShared: false });
});

test('openTarget context=NAME: others may use the cluster, and proxies may be used', async () => {
  const { kubeconfig } = await startLeasedCluster();
  const target = await openTarget({ target: 'context=kind-test', kubeconfig });
  const { name, origin, isShared, reachesProxies } = target;
  expect({ name, origin, isShared, reachesProxies }).toEqual({
    name: 'context=kind-test',
    origin: { ...context, files: [kubeconfig] },
    isShared: true,
    reachesProxies: true,
  });
  expect(chosenTarget(context)).toMatchObject({ name: 'context=kind-test', isShared: true });
});

test('parseTarget: reads every form, and refuses other texts and a target without a cluster', async () => {
  expect([undefined, 'local', 'recorded', 'context=kind-test'].map((text) => parseTarget(text))).toEqual([
    { kind: 'local' },
    { kind: 'local' },
    { kind: 'recorded' },
    context,
  ]);
  for (const text of ['', 'context=', 'Local', 'remote'])
    expect(() => parseTarget(text)).toThrow(
      new CallError('bad-option', `--target ${text}: write local, recorded or context=NAME.`),
    );
  await expect(openTarget({ target: 'recorded' })).rejects.toThrow(
    '--target recorded has no cluster to run on. Choose local or context=NAME.',
  );
});
