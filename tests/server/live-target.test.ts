import { expect, test } from 'vitest';
import { processStat } from '../../runner/kernel/process-stat.ts';
import { status, up } from '../../runner/local-cluster/index.ts';
import { thisProcess } from '../../runner/local-cluster/record/keeper.ts';
import { LiveTarget, type LiveTargetOptions } from '../../runner/server/live-target.ts';
import type { TargetState } from '../../src/guide/protocol.ts';
import { startLeasedCluster } from '../support/clusters/leased-cluster.ts';
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

/** The states of a target with this choice until it settles, as name and phase. */
async function settledTarget(change: Pick<LiveTargetOptions, 'choice'> & Partial<LiveTargetOptions>) {
  const states: string[] = [];
  const onState = (state: TargetState) => void states.push(`${state.name} ${state.phase}`);
  const options = { name, kubeconfig: undefined, pathBehind: [], onState, onLive: () => {}, ...change };
  const target = new LiveTarget(options);
  await Promise.all([target.settled, target.decided]);
  return { target, states };
}

test('LiveTarget: a context leaves the local cluster of this process alone', async () => {
  await recordCluster(name, thisProcess());
  const { kubeconfig } = await startLeasedCluster();
  const choice = { kind: 'context', context: 'kind-test' } as const;
  const { target, states } = await settledTarget({ choice, kubeconfig });
  expect([states, target.failure]).toEqual([['context=kind-test live'], undefined]);
  await target.close();
  expect((await status(name)).state).toBe('up');
});

test('LiveTarget: a context that cannot be opened is broken, and says why', async () => {
  const { kubeconfig } = await startLeasedCluster();
  const choice = { kind: 'context', context: 'none' } as const;
  const { target, states } = await settledTarget({ choice, kubeconfig });
  expect([states, target.failure]).toEqual([
    ['context=none broken'],
    expect.objectContaining({ code: 'no-such-context' }),
  ]);
  await target.close();
});

test('LiveTarget: `recorded` has no cluster', async () => {
  const { target, states } = await settledTarget({ choice: { kind: 'recorded' } });
  expect(states).toEqual(['recorded recorded']);
  await target.close();
});
