import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { clusterFolders } from '../../runner/local-cluster/folders.ts';
import { status, up } from '../../runner/local-cluster/index.ts';
import { ingredients } from '../../runner/local-cluster/ingredients.ts';
import { bootId, processStat } from '../../runner/local-cluster/node/process-table.ts';
import { writeRecord } from '../../runner/local-cluster/record.ts';
import { LiveTarget } from '../../runner/server/live-target.ts';
import { testCertificate } from '../support/certificate.ts';
import { kubeconfigOf, startEmptyCluster } from '../support/empty-cluster.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Linux gives no process a number as high. */
const killed = { pid: 2 ** 22 + 1, startTicks: 1 };
const alive = { pid: process.ppid, startTicks: processStat(process.ppid)?.startTicks ?? 0 };

const name = 'kept-nowhere';

/** A cluster that is up as far as its record and its API server say, in a cache of its own; there is nothing behind it. */
async function clusterKeptBy(keeper: typeof killed | undefined): Promise<void> {
  vi.stubEnv('GUIDERAIL_CACHE', temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  const { port } = await startEmptyCluster({ answer: ({ path }) => (path === '/readyz' ? { status: 200, body: {} } : undefined) });
  const { pki, hostKubeconfig, nodeKubeconfig } = clusterFolders(name);
  mkdirSync(pki, { recursive: true });
  const { cert, key } = testCertificate();
  for (const [file, text] of Object.entries({ 'ca.crt': cert, 'admin.crt': cert, 'admin.key': key })) writeFileSync(`${pki}/${file}`, text);
  const text = JSON.stringify({ ...kubeconfigOf(port), 'current-context': 'kind-test' });
  for (const file of [hostKubeconfig, nodeKubeconfig]) writeFileSync(file, text);
  const { recipe } = await ingredients();
  await writeRecord({ name, bootId: bootId(), recipe, phase: 'up', hostPort: port, processes: [], ...(keeper && { keeper }) });
  expect((await status(name)).state).toBe('up');
}

async function openAndClose(meanwhile = async () => {}): Promise<string> {
  const target = new LiveTarget({ choice: { kind: 'local' }, name, kubeconfig: undefined, pathBehind: [], onState: () => {}, onLive: () => {} });
  await target.settled;
  expect(target.state.phase).toBe('live');
  await meanwhile();
  await target.close();
  return (await status(name)).state;
}

test('LiveTarget: the cluster of a server that was killed goes with the next server', async () => {
  await clusterKeptBy(killed);
  expect(await openAndClose()).toBe('down');
});

test('LiveTarget: a cluster that somebody brought up, or that another server keeps, stays up', async () => {
  await clusterKeptBy(undefined);
  expect(await openAndClose()).toBe('up');
  await clusterKeptBy(alive);
  expect(await openAndClose()).toBe('up');
});

test('LiveTarget: a test run changes nothing about that, and `cluster up` lets the cluster stay', async () => {
  await clusterKeptBy(killed);
  expect(await openAndClose(async () => void (await up({ name })))).toBe('down');
  await clusterKeptBy(killed);
  expect(await openAndClose(async () => void (await up({ name, keeping: 'until-down' })))).toBe('up');
});
