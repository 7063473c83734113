import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { targetCommand } from '../../runner/cluster/target-command.ts';
import { cacheFolder } from '../../runner/local-cluster/index.ts';
import { ensureTestCluster, testAccess, testCluster } from '../support/clusters/test-cluster.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';
import { guiderail } from '../support/programs/guiderail.ts';

beforeAll(ensureTestCluster);

/** Runs these lines in a shell of the cluster. */
async function runInBash(home: string, ...lines: string[]): Promise<{ status: number; answers: string[] }> {
  const input = `${lines.join('\n')}\n`;
  const env = { HOME: home, GUIDERAIL_CACHE: cacheFolder(), KUBECONFIG: '', KUBECACHEDIR: '' };
  const { status, stdout } = await guiderail(['cluster', 'shell', '--name', testCluster], { input, env });
  return { status, answers: stdout.trimEnd().split('\n') };
}

test('cluster shell: runs kubectl and istioctl as administrator in the node’s network', async () => {
  const { nodeNetns } = await testAccess();
  const lines = [
    'kubectl config current-context',
    'kubectl auth can-i "*" "*" --all-namespaces',
    'stat -Lc %i /proc/self/ns/net',
    'istioctl version --short --remote=false',
  ];
  const { status, answers } = await runInBash(temporaryFolder(), ...lines, 'exit 7');
  expect(answers).toEqual([
    testCluster,
    'yes',
    String(statSync(nodeNetns).ino),
    expect.stringMatching(/1\.31\.1/),
  ]);
  expect(status).toBe(7);
});

test('cluster shell -- COMMAND: the advice for a named local cluster works as printed', async () => {
  const run = async (command: string) => {
    const [npx, program, ...words] = targetCommand({ kind: 'local', name: testCluster }, command).split(' ');
    const { status, stdout } = await guiderail(words);
    return [npx, program, status, stdout];
  };
  expect(await run('kubectl create configmap advice -n default')).toEqual([
    'npx',
    'guiderail',
    0,
    'configmap/advice created\n',
  ]);
  expect(await run('kubectl delete configmap advice -n default')).toEqual([
    'npx',
    'guiderail',
    0,
    'configmap "advice" deleted from default namespace\n',
  ]);
  expect(await run('kubectl get configmap advice -n default')).toEqual(['npx', 'guiderail', 1, '']);
});

test('cluster shell: kubectl’s cache is deleted with the cluster, and not in the user’s home', async () => {
  const home = temporaryFolder();
  const { status, answers } = await runInBash(
    home,
    'kubectl get namespace default -o name',
    'echo "$KUBECACHEDIR"',
  );
  const [namespace, cache = ''] = answers;
  expect({ status, namespace }).toEqual({ status: 0, namespace: 'namespace/default' });
  expect(readFileSync(join(cache, 'discovery', '10.10.0.1_6443', 'servergroups.json'), 'utf8')).toContain(
    'networking.istio.io',
  );
  expect(existsSync(join(home, '.kube'))).toBe(false);
});

test('cluster shell: names a cluster that is not up, and the command that starts it', async () => {
  const { status, stderr } = await guiderail(['cluster', 'shell', '--name', 'nowhere']);
  expect(status).toBe(3);
  expect(stderr).toBe(
    'Cluster nowhere is down. Start it with `npx guiderail cluster up --name nowhere`. [cluster-not-up]\n',
  );
});
