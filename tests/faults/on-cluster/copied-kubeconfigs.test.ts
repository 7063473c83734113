import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { contextTarget } from '../../../runner/cluster/context-target.ts';
import type { Target } from '../../../runner/cluster/target.ts';
import { programFolder } from '../../../runner/local-cluster/index.ts';
import { testCertificate } from '../../support/clusters/certificate.ts';
import { base64, kubeconfigText, startEmptyCluster } from '../../support/clusters/empty-cluster.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { loopbackProxy } from '../../support/servers/loopback-proxy.ts';

test('contextTarget: relative paths of a kubeconfig hold in its copy in any folder', async ({ task }) => {
  leavesNothing();
  const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
  const cluster = await startEmptyCluster();
  mkdirSync(join(folder, 'bin'));
  const credential = {
    apiVersion: 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    status: { token: 'made-by-a-program' },
  };
  writeFileSync(join(folder, 'bin', 'token'), `#!/bin/sh\necho '${JSON.stringify(credential)}'\n`);
  chmodSync(join(folder, 'bin', 'token'), 0o700);
  writeFileSync(join(folder, 'ca.crt'), testCertificate().cert);
  writeFileSync(join(folder, 'token.txt'), 'out-of-a-file');
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1',
    interactiveMode: 'Never',
    command: './bin/token',
  };
  const authority = { 'certificate-authority-data': undefined, 'certificate-authority': 'ca.crt' };
  for (const [user, token] of [
    [{ exec }, 'made-by-a-program'],
    [{ tokenFile: 'token.txt' }, 'out-of-a-file'],
  ] as const) {
    writeFileSync(join(folder, 'kubeconfig'), kubeconfigText(cluster.port, { cluster: authority, user }));
    const target = await contextTarget('kind-test', {
      kubeconfig: join(folder, 'kubeconfig'),
      pathBehind: [],
    });
    expect(cluster.authorization).toBe(`Bearer ${token}`);
    expect(await askedByKubectl(target, elsewhere)).toContain('v1.35.4');
    expect(cluster.authorization).toBe(`Bearer ${token}`);
  }
  const copy = JSON.parse(readFileSync(join(elsewhere, 'copy'), 'utf8')) as {
    clusters: { cluster: object }[];
  };
  expect(copy.clusters[0]?.cluster).toEqual({
    server: `https://127.0.0.1:${cluster.port}`,
    'certificate-authority-data': base64(testCertificate().cert),
  });
  expect(cluster.written).toEqual([]);
  figure(
    task,
    'relative exec command, authority and token file: the runner and kubectl in another folder both ' +
      'sent the right token',
  );
});

test('contextTarget: the runner uses the same proxy of the environment as its steps', async ({ task }) => {
  leavesNothing();
  const cluster = await startEmptyCluster();
  const file = join(temporaryFolder(), 'kubeconfig');
  // Nothing is at that address: the proxy leads to this machine.
  writeFileSync(
    file,
    kubeconfigText(cluster.port, {
      name: 'minikube',
      cluster: { server: 'https://192.168.49.2:8443', 'tls-server-name': 'localhost' },
      user: { token: 'token-of-user' },
    }),
  );
  const proxy = await loopbackProxy(cluster.port);
  const open = async (env: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries({
      NO_PROXY: '',
      no_proxy: '',
      HTTPS_PROXY: proxy.url.replace('//', '//user:pass-of-proxy@'),
      ...env,
    }))
      vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    return contextTarget('minikube', { kubeconfig: file, pathBehind: [] });
  };
  await expect(open({})).rejects.toMatchObject({
    exit: 3,
    message: expect.stringContaining(`is reached through a proxy (${proxy.url}), so it may be any cluster`),
  });
  const target = await open({ GUIDERAIL_CONFIRM_CLUSTER: 'u' });
  await target.recheck();
  expect(await askedByKubectl(target, temporaryFolder())).toContain('v1.35.4');
  expect([new Set(proxy.addresses), target.secrets, cluster.written]).toEqual([
    new Set(['192.168.49.2:8443']),
    ['token-of-user', 'pass-of-proxy'],
    [],
  ]);
  figure(task, 'runner and kubectl asked through the same proxy');
});

/** Asks for the version with a copy of the pinned kubeconfig in another folder, as a session does. */
async function askedByKubectl(target: Target, folder: string): Promise<string> {
  const [bin = ''] = await programFolder();
  writeFileSync(join(folder, 'copy'), target.kubeconfig);
  const env = { PATH: process.env['PATH'], HOME: folder };
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  execFile(
    join(bin, 'kubectl'),
    ['--kubeconfig', 'copy', 'get', '--raw', '/version'],
    { cwd: folder, env },
    (error, stdout) => (error ? reject(error) : resolve(stdout)),
  );
  return promise;
}
