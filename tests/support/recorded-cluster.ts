import { mkdirSync, writeFileSync } from 'node:fs';
import { onTestFinished, vi } from 'vitest';
import { clusterFolders } from '../../runner/local-cluster/folders.ts';
import { ingredients } from '../../runner/local-cluster/ingredients.ts';
import type { Keeper } from '../../runner/local-cluster/keeper.ts';
import { bootId } from '../../runner/local-cluster/node/process-table.ts';
import { writeRecord } from '../../runner/local-cluster/record.ts';
import { testCertificate } from './certificate.ts';
import { kubeconfigOf, startEmptyCluster } from './empty-cluster.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Linux gives no process a number as high. */
export const killedKeeper: Keeper = { pid: 2 ** 22 + 1, startTicks: 1 };

/** A local cluster of this name that is up as far as its record and its API server say, in a cache of its own, which it returns; there is nothing behind it. */
export async function recordCluster(name: string, keeper?: Keeper): Promise<string> {
  const cache = temporaryFolder();
  vi.stubEnv('GUIDERAIL_CACHE', cache);
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
  return cache;
}
