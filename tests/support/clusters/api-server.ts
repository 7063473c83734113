import { spawn } from 'node:child_process';
import { expect, onTestFinished } from 'vitest';
import { environmentOf } from '../../../runner/kernel/environment.ts';
import { isAlive, processStat } from '../../../runner/kernel/process-stat.ts';
import { processesMarked } from '../../../runner/kernel/processes.ts';
import { status } from '../../../runner/local-cluster/index.ts';
import { netnsPath } from '../../../runner/local-cluster/node/network.ts';
import { machineNames } from '../../../runner/local-cluster/record/cluster-name.ts';
import {
  type ClusterRecord,
  type RecordedProcess,
  readRecord,
  writeRecord,
} from '../../../runner/local-cluster/record/record.ts';
import { argumentsOf } from '../measure/live-processes.ts';
import { testCluster } from './test-cluster.ts';

/**
 * Kills the API server of the test cluster. The returned function starts it again in the same way. If a test
 * fails, the API server is started at the end of the test.
 */
export async function killApiServer(): Promise<() => Promise<void>> {
  const record = (await readRecord(testCluster)) as ClusterRecord;
  const server = record.processes.find(({ part }) => part === 'API server') as RecordedProcess;
  const [program = '', ...args] = argumentsOf(server.pid);
  const env = Object.fromEntries(
    environmentOf(server.pid).map((entry) => [
      entry.slice(0, entry.indexOf('=')),
      entry.slice(entry.indexOf('=') + 1),
    ]),
  );
  process.kill(server.pid, 'SIGKILL');
  await expect.poll(() => isAlive(server), { interval: 10 }).toBe(false);
  let isBack = false;
  const start = async () => {
    if (isBack) return;
    isBack = true;
    const node = record.processes.find(({ part }) => part === 'node')?.pid;
    const netns = netnsPath(machineNames(testCluster).nodeNetns);
    // A shell that ends at once starts the API server in the background, so that the server is not a child of
    // the tests.
    const inNode = ['nsenter', `--target=${node}`, '--mount', '--pid', `--net=${netns}`];
    spawn('sh', ['-c', '"$@" &', 'sh', ...inNode, program, ...args], { cwd: '/', env, stdio: 'ignore' });
    const pid = await expect
      .poll(findApiServer, { timeout: 10_000, interval: 20 })
      .toBeDefined()
      .then(findApiServer);
    const again = { part: server.part, pid: pid ?? 0, startTicks: processStat(pid ?? 0)?.startTicks ?? 0 };
    await writeRecord({
      ...record,
      processes: record.processes.map((each) => (each === server ? again : each)),
    });
    await expect
      .poll(async () => (await status(testCluster)).state, { timeout: 60_000, interval: 100 })
      .toBe('up');
  };
  onTestFinished(start, 60_000);
  return start;
}

function findApiServer(): number | undefined {
  return processesMarked('GUIDERAIL_LOCAL_CLUSTER', testCluster).find((pid) =>
    argumentsOf(pid)[0]?.endsWith('/kube-apiserver'),
  );
}
