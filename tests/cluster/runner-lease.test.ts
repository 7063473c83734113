import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { RunnerLease } from '../../runner/cluster/lease/runner-lease.ts';
import { leaseMs, leaseRenewMs } from '../../runner/limits.ts';
import {
  type FakeObject,
  type LeasedCluster,
  leasePath,
  startLeasedCluster,
} from '../support/clusters/leased-cluster.ts';

test('RunnerLease: `confirm` renews it, even after an edit by others; `release` deletes it', async () => {
  const cluster = await startLeasedCluster();
  const lease = await RunnerLease.take(await cluster.open(), 'test');
  const found = cluster.objects.get(leasePath) as FakeObject;
  const renewTime = new Date(Date.now() - 14_000).toISOString();
  cluster.objects.set(leasePath, {
    metadata: { ...found.metadata, resourceVersion: 'edited' },
    spec: { ...(found.spec as NonNullable<FakeObject['spec']>), renewTime },
  });
  await lease.confirm();
  const renewed = cluster.objects.get(leasePath);
  expect([renewed?.metadata.uid, Date.parse(renewed?.spec?.renewTime ?? '') > Date.parse(renewTime)]).toEqual(
    [found.metadata.uid, true],
  );
  await lease.release();
  expect([...cluster.objects.keys()]).toEqual([]);
});

test('RunnerLease: sends only reads to another cluster at the same address', async () => {
  const cluster = await startLeasedCluster();
  const lease = await RunnerLease.take(await cluster.open(), 'test');
  cluster.uid = 'another';
  cluster.objects.clear();
  cluster.written.length = 0;
  await expect(lease.confirm()).rejects.toMatchObject({ code: 'cluster-replaced' });
  await lease.release();
  expect(cluster.written).toEqual([]);
});

test('RunnerLease: a lost Lease stays lost, and a Lease of another runner is not deleted', async () => {
  const cluster = await startLeasedCluster();
  const lease = await RunnerLease.take(await cluster.open(), 'test');
  cluster.takeLease();
  await expect(lease.confirm()).rejects.toMatchObject({ code: 'lease-lost' });
  const others = cluster.objects.get(leasePath);
  cluster.objects.delete(leasePath);
  await expect(lease.confirm()).rejects.toMatchObject({ code: 'lease-lost' });
  cluster.objects.set(leasePath, others as FakeObject);
  await lease.release();
  expect(cluster.objects.get(leasePath)).toBe(others);
});

test.each(['POST', 'PUT', 'GET'])(
  'RunnerLease: a user who may not %s it gets the name of the missing right',
  async (method) => {
    let refused = '';
    const cluster = await startLeasedCluster({ mayWrite: (request) => request.method !== refused });
    const earlier = await RunnerLease.take(await cluster.open(), 'test');
    onTestFinished(() => earlier.release());
    const { metadata, spec } = cluster.objects.get(leasePath) as Required<FakeObject>;
    // The holder is an ended runner of this machine: no process of Linux has so high a pid.
    const holderIdentity = spec.holderIdentity.replace(`/${process.pid}/`, `/${2 ** 22 + 1}/`);
    cluster.objects.set(leasePath, { metadata, spec: { ...spec, holderIdentity } });
    refused = method;
    await expect(RunnerLease.take(await cluster.open(), 'test')).rejects.toMatchObject({
      code: 'lease-refused',
      exit: 3,
    });
  },
);

test('RunnerLease: if two runners take it at the same moment, the second one learns the holder', async () => {
  const cluster = await startLeasedCluster();
  const [first, second] = await Promise.allSettled(
    [1, 2].map(async () => RunnerLease.take(await cluster.open(), 'test')),
  );
  expect([first?.status, second?.status].sort()).toEqual(['fulfilled', 'rejected']);
  for (const each of [first, second]) {
    if (each?.status === 'fulfilled') await each.value.release();
    else
      expect(each?.reason).toMatchObject({
        code: 'cluster-busy',
        message: expect.stringContaining(`process ${process.pid}`),
      });
  }
});

test('RunnerLease: a renewal that is refused for a moment does not lose it', async () => {
  let mayWrite = true;
  const cluster = await startLeasedCluster({ mayWrite: () => mayWrite });
  const lease = await RunnerLease.take(await cluster.open(), 'test');
  onTestFinished(() => lease.release());
  mayWrite = false;
  await expect(lease.confirm()).rejects.toMatchObject({
    code: 'lease-refused',
    message: expect.stringContaining('may not renew the Lease'),
  });
  // An API server that has just started refuses everything until it has read the RBAC rules.
  mayWrite = true;
  await expect(lease.confirm()).resolves.toBeUndefined();
});

/** A cluster that performs each write but answers with an error, like a cluster with a slow store. */
async function failingAfterwards(method: string) {
  let isFailing = false;
  const cluster = await startLeasedCluster({
    answer: (request) => {
      if (!isFailing || request.method !== method || !request.path.includes('/leases')) return undefined;
      isFailing = false;
      // A DELETE with an error may also not be performed.
      if (method === 'POST') cluster.objects.set(leasePath, createdFrom(request.body));
      return { status: 504, body: { reason: 'Timeout' } };
    },
  });
  const failOnce = () => {
    isFailing = true;
  };
  return Object.assign(cluster, { failOnce });
}

function createdFrom(body: string): FakeObject {
  const { metadata, spec } = JSON.parse(body) as FakeObject;
  return { metadata: { ...metadata, uid: 'late', resourceVersion: '1' }, ...(spec && { spec }) };
}

test('RunnerLease: a Lease that this process left behind does not keep this process out', async () => {
  const slow = await failingAfterwards('POST');
  slow.failOnce();
  await expect(RunnerLease.take(await slow.open(), 'serve')).rejects.toMatchObject({
    code: 'cluster-refused',
  });
  expect(slow.objects.get(leasePath)?.metadata.uid).toBe('late');
  await (await RunnerLease.take(await slow.open(), 'serve')).release();
  expect([...slow.objects.keys()]).toEqual([]);

  const failing = await failingAfterwards('DELETE');
  const first = await RunnerLease.take(await failing.open(), 'test');
  failing.failOnce();
  await first.release();
  expect([...failing.objects.keys()]).toEqual([leasePath]);
  await (await RunnerLease.take(await failing.open(), 'test')).release();
  expect([...failing.objects.keys()]).toEqual([]);
});

/** Renews the Lease like a runner on another machine whose clock is behind. */
function renewedElsewhere(cluster: LeasedCluster): void {
  const { metadata, spec } = cluster.objects.get(leasePath) as Required<FakeObject>;
  const renewTime = new Date(Date.now() - 10 * leaseMs).toISOString();
  cluster.objects.set(leasePath, {
    metadata: { ...metadata, resourceVersion: `${performance.now()}` },
    spec: { ...spec, renewTime },
  });
}

test('RunnerLease: a runner elsewhere with any clock keeps it, even if it renews late', async () => {
  const cluster = await startLeasedCluster();
  cluster.takeLease();
  renewedElsewhere(cluster);
  const taking = RunnerLease.take(await cluster.open(), 'test');
  const late = pause(leaseRenewMs + 2500).then(() => renewedElsewhere(cluster));
  await expect(taking).rejects.toMatchObject({
    code: 'cluster-busy',
    message: expect.stringContaining('process 7 on elsewhere'),
  });
  await late;
});

test('RunnerLease: a Lease that is released while we watch it is free', async () => {
  let looks = 0;
  const cluster = await startLeasedCluster({
    answer: ({ method, path }) => {
      const isLooking = method === 'GET' && path === leasePath;
      looks += isLooking ? 1 : 0;
      if (isLooking && looks === 2) cluster.objects.delete(leasePath);
      return undefined;
    },
  });
  cluster.takeLease();
  renewedElsewhere(cluster);
  await (await RunnerLease.take(await cluster.open(), 'test')).release();
  expect([...cluster.objects.keys()]).toEqual([]);
});

test('RunnerLease: is free without a holder, or if its runner on another machine is gone', async () => {
  const cluster = await startLeasedCluster();
  const metadata = { name: 'guiderail', namespace: 'kube-system', uid: 'u1', resourceVersion: '1' };
  cluster.objects.set(leasePath, { metadata });
  await (await RunnerLease.take(await cluster.open(), 'test')).release();
  expect([...cluster.objects.keys()]).toEqual([]);
  cluster.takeLease();
  const { spec } = cluster.objects.get(leasePath) as Required<FakeObject>;
  cluster.objects.set(leasePath, {
    metadata,
    spec: { ...spec, renewTime: new Date(Date.now() + 10 * leaseMs).toISOString() },
  });
  await (await RunnerLease.take(await cluster.open(), 'test')).release();
  expect([...cluster.objects.keys()]).toEqual([]);
});
