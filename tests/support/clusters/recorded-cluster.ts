import { mkdirSync, writeFileSync } from 'node:fs';
import { onTestFinished, vi } from 'vitest';
import { bootId } from '../../../runner/kernel/namespaces.ts';
import { clusterFolders } from '../../../runner/local-cluster/folders.ts';
import { ingredients } from '../../../runner/local-cluster/ingredients.ts';
import type { Keeper } from '../../../runner/local-cluster/record/record.ts';
import { writeRecord } from '../../../runner/local-cluster/record/record.ts';
import { temporaryFolder } from '../guides/temporary-folder.ts';
import { testCertificate } from './certificate.ts';
import { type Answerer, kubeconfigOf, startEmptyCluster } from './empty-cluster.ts';

/** A process that does not exist: its pid is higher than the limit of Linux. */
export const killedKeeper: Keeper = { pid: 2 ** 22 + 1, startTicks: 1 };

/**
 * Fakes a local cluster that is up: a record and an API server, without processes. Returns its own cache
 * folder.
 */
export async function recordCluster(
  name: string,
  keeper?: Keeper,
  answer: Answerer = () => undefined,
): Promise<string> {
  const cache = temporaryFolder();
  vi.stubEnv('GUIDERAIL_CACHE', cache);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { port } = await startEmptyCluster({
    answer: (request) =>
      answer(request) ?? (request.path === '/readyz' ? { status: 200, body: {} } : undefined),
  });
  const { pki, hostKubeconfig, nodeKubeconfig } = clusterFolders(name);
  mkdirSync(pki, { recursive: true });
  const { cert, key } = testCertificate();
  for (const [file, text] of Object.entries({ 'ca.crt': cert, 'admin.crt': cert, 'admin.key': key }))
    writeFileSync(`${pki}/${file}`, text);
  const text = JSON.stringify({ ...kubeconfigOf(port), 'current-context': 'kind-test' });
  for (const file of [hostKubeconfig, nodeKubeconfig]) writeFileSync(file, text);
  const { recipe } = await ingredients();
  await writeRecord({
    name,
    bootId: bootId(),
    recipe,
    phase: 'up',
    hostPort: port,
    processes: [],
    ...(keeper && { keeper }),
  });
  return cache;
}
