import { expect, test } from 'vitest';
import { processStat } from '../../runner/kernel/process-stat.ts';
import { status, up } from '../../runner/local-cluster/index.ts';
import { LiveTarget } from '../../runner/server/live-target.ts';
import { killedKeeper, recordCluster } from '../support/clusters/recorded-cluster.ts';

const alive = { pid: process.ppid, startTicks: processStat(process.ppid)?.startTicks ?? 0 };

const name = 'kept-nowhere';

async function openAndClose(meanwhile = async () => {}): Promise<string> {
  const target = new LiveTarget({
    choice: { kind: 'local' },
    name,
    kubeconfig: undefined,
    pathBehind: [],
    onState: () => {},
    onLive: () => {},
  });
  await target.settled;
  expect(target.state.phase).toBe('live');
  await meanwhile();
  await target.close();
  return (await status(name)).state;
}

test('LiveTarget: the next server takes down the cluster of a killed server', async () => {
  await recordCluster(name, killedKeeper);
  expect(await openAndClose()).toBe('down');
});

test('LiveTarget: a cluster that a user brought up, or that another server keeps, stays up', async () => {
  await recordCluster(name);
  expect(await openAndClose()).toBe('up');
  await recordCluster(name, alive);
  expect(await openAndClose()).toBe('up');
});

test('LiveTarget: `test` does not change who keeps the cluster; after `cluster up` it stays', async () => {
  await recordCluster(name, killedKeeper);
  expect(await openAndClose(async () => void (await up({ name })))).toBe('down');
  await recordCluster(name, killedKeeper);
  expect(await openAndClose(async () => void (await up({ name, keeping: 'until-down' })))).toBe('up');
});
