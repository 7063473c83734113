import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { contextTarget } from '../../../runner/cluster/context-target.ts';
import type { Target } from '../../../runner/cluster/target.ts';
import { programFolder } from '../../../runner/local-cluster/index.ts';
import { runPass } from '../../../runner/pass/guide-pass.ts';
import { exitStatusOf } from '../../../runner/report/exit-status.ts';
import { makeCertificate, testCertificate } from '../../support/clusters/certificate.ts';
import {
  base64,
  type EmptyCluster,
  kubeconfigOf,
  startEmptyCluster,
} from '../../support/clusters/empty-cluster.ts';
import { fence, guideOf } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { guiderail } from '../../support/programs/guiderail.ts';
import { loopbackProxy } from '../../support/servers/loopback-proxy.ts';

/** Text of a kubeconfig for a cluster that listens; `undefined`: there is no file. */
type Text = (cluster: EmptyCluster) => Promise<string | undefined> | string | undefined;

const json = (...of: Parameters<typeof kubeconfigOf>) => JSON.stringify(kubeconfigOf(...of));
const renamed =
  (name: string): Text =>
  (cluster) =>
    json(cluster.port, { name });
/** The server is at a public address, as far as the kubeconfig says; its packets stay on this machine. */
const elsewhere =
  (name: string, server: string): Text =>
  async ({ port }) =>
    json(port, {
      name,
      cluster: { server, 'proxy-url': (await loopbackProxy(port)).url, 'tls-server-name': 'localhost' },
    });

test.for<[string, Text, context: string, exit: number, words: string]>([
  [
    'a cloud’s address',
    elsewhere('arn:aws:eks:eu-west-1:1:cluster/shop', 'https://AB12.gr7.eu-west-1.eks.amazonaws.com'),
    'arn:aws:eks:eu-west-1:1:cluster/shop',
    3,
    'does not look like a local cluster',
  ],
  [
    'a local name at a public address',
    elsewhere('kind-dev', 'https://203.0.113.7:6443'),
    'kind-dev',
    3,
    'does not look like a local cluster',
  ],
  ['a production name on loopback', renamed('prod'), 'prod', 3, 'does not look like a local cluster'],
  [
    'a local name and address behind a proxy',
    async ({ port }) =>
      json(port, { name: 'kind-x', cluster: { 'proxy-url': (await loopbackProxy(port)).url } }),
    'kind-x',
    3,
    'is reached through a proxy (http://127.0.0.1:',
  ],
  [
    'a local name and address with the certificate of another name',
    ({ port }) => json(port, { cluster: { 'tls-server-name': 'localhost' } }),
    'kind-test',
    3,
    'expects the certificate of another name (tls-server-name: localhost), as at the end of a tunnel',
  ],
  [
    'a certificate that is not checked',
    ({ port }) =>
      json(port, { cluster: { 'certificate-authority-data': undefined, 'insecure-skip-tls-verify': true } }),
    'kind-test',
    3,
    'does not check who answers (insecure-skip-tls-verify)',
  ],
  [
    'a certificate of another authority',
    ({ port }) => json(port, { cluster: { 'certificate-authority-data': base64(makeCertificate().cert) } }),
    'kind-test',
    3,
    'is not signed by the authority that the kubeconfig names',
  ],
  [
    'plain HTTP',
    ({ port }) => json(port, { cluster: { server: 'http://localhost:8080' } }),
    'kind-test',
    3,
    'asks http://localhost:8080 without TLS',
  ],
  ['an empty file', () => '', 'kind-test', 2, 'is empty'],
  ['no file', () => undefined, 'kind-test', 2, 'The kubeconfig cannot be read: '],
  ['garbage', () => 'clusters: [{name: c\n\t}}\u0000', 'kind-test', 2, 'The kubeconfig cannot be read: '],
  ['another kind of file', () => 'just words', 'kind-test', 2, 'is not a kubeconfig'],
  [
    'a context without a cluster',
    ({ port }) => json(port).replace('"cluster":"c",', ''),
    'kind-test',
    2,
    'names no cluster',
  ],
  [
    'a context without a user',
    ({ port }) => json(port).replace(',"user":"u"', ''),
    'kind-test',
    2,
    'names no user',
  ],
  [
    'a cluster that is not there',
    ({ port }) => json(port).replace('"name":"c","cluster"', '"name":"d","cluster"'),
    'kind-test',
    2,
    'names a cluster that the kubeconfig does not describe',
  ],
  [
    'one name for two clusters',
    ({ port }) =>
      json(port).replace(
        '"clusters":[',
        '"clusters":[{"name":"c","cluster":{"server":"https://127.0.0.1:1"}},',
      ),
    'kind-test',
    2,
    'defines the cluster c in two ways',
  ],
])('contextTarget: %s is refused before any write', async ([, textFor, context, exit, words], { task }) => {
  leavesNothing();
  const cluster = await startEmptyCluster();
  const file = join(temporaryFolder(), 'kubeconfig');
  const text = await textFor(cluster);
  if (text !== undefined) writeFileSync(file, text);
  const error: unknown = await contextTarget(context, { kubeconfig: file, pathBehind: [] }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ exit, message: expect.stringMatching(/^[^\n]+\.$/) });
  expect((error as Error).message).toContain(words);
  expect(cluster.written).toEqual([]);
  figure(
    task,
    `exit status ${(error as { exit: number }).exit}, ${cluster.written.length} requests that write`,
  );
});

test('test: refuses a kubeconfig with the exit status of its reason', async ({ task }) => {
  leavesNothing();
  const folder = temporaryFolder();
  const guide = join(folder, 'g.mdx');
  writeFileSync(guide, `---\ntitle: T\n---\n\n${fence(`$ touch ${join(folder, 'ran')}`)}\n`);
  const cluster = await startEmptyCluster();
  const call = async (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return guiderail(['test', guide, '--target', 'context=kind-test', '--kubeconfig', file]);
  };
  const [empty, insecure] = await Promise.all([
    call('empty', ''),
    call('insecure', json(cluster.port, { cluster: { 'insecure-skip-tls-verify': true } })),
  ]);
  expect([empty.status, empty.stdout, empty.stderr]).toEqual([2, '', expect.stringContaining('is empty')]);
  expect([insecure.status, insecure.stderr]).toEqual([
    3,
    expect.stringContaining(
      'Nothing was written. To allow exactly this cluster, set GUIDERAIL_CONFIRM_CLUSTER=u.',
    ),
  ]);
  expect([cluster.written, existsSync(join(folder, 'ran'))]).toEqual([[], false]);
  figure(
    task,
    `exit statuses ${empty.status} and ${insecure.status}, ${cluster.written.length} requests that write`,
  );
});

/** What a pass does whose target was pinned before `change` and which begins after it. */
async function firstStepAfter(
  change: (about: { cluster: EmptyCluster; file: string }) => Promise<void> | void,
) {
  const folder = temporaryFolder();
  const cluster = await startEmptyCluster();
  const file = join(folder, 'kubeconfig');
  writeFileSync(file, json(cluster.port));
  const target = await contextTarget('kind-test', { kubeconfig: file, pathBehind: [] });
  await change({ cluster, file });
  const { guide } = guideOf(fence(`$ touch ${join(folder, 'ran')}`, 'id=write'));
  cluster.written.length = 0;
  const report = await runPass({ guide, target, choices: {}, signal: new AbortController().signal });
  return { report, ran: existsSync(join(folder, 'ran')), written: cluster.written };
}

test.for<[string, Parameters<typeof firstStepAfter>[0], string]>([
  [
    'another server',
    async ({ file }) => writeFileSync(file, json((await startEmptyCluster()).port)),
    'which this session was tied to. Nothing was written; start again.',
  ],
  [
    'another authority',
    ({ file, cluster }) =>
      writeFileSync(
        file,
        json(cluster.port, { cluster: { 'certificate-authority-data': base64(makeCertificate().cert) } }),
      ),
    'trusts another authority now',
  ],
  [
    'another cluster behind the same address',
    ({ cluster }) => {
      cluster.uid = 'another';
    },
    'is another cluster than the one this session was tied to. Nothing was written; start again.',
  ],
])(
  'runPass: %s after the target was pinned: errored, and no step runs',
  async ([, change, words], { task }) => {
    leavesNothing();
    const { report, ran, written } = await firstStepAfter(change);
    expect(report).toMatchObject({ steps: [], error: expect.stringContaining(words) });
    expect(exitStatusOf([report])).toBe(3);
    expect([ran, written]).toEqual([false, []]);
    figure(task, `0 steps, ${written.length} requests that write`);
  },
);

test('contextTarget: a kubeconfig that is deleted or only rewritten stops no session', async ({ task }) => {
  leavesNothing();
  for (const change of ['', ' ']) {
    const { report, ran } = await firstStepAfter(({ file, cluster }) =>
      writeFileSync(file, change === '' ? '' : `${json(cluster.port)}${change}`),
    );
    expect([report.error, ran]).toEqual([undefined, true]);
  }
  figure(task, '2 changes of the file, 2 sessions that went on');
});

test('contextTarget: KUBECONFIG may name several files, unless they contradict each other', async ({
  task,
}) => {
  leavesNothing();
  const folder = temporaryFolder();
  const cluster = await startEmptyCluster();
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const [first, same] = [write('first', json(cluster.port)), write('same', json(cluster.port, { user: {} }))];
  const other = write(
    'other',
    json(cluster.port, { name: 'kind-other', cluster: { server: 'https://127.0.0.1:1' } }),
  );
  const open = (...files: string[]) => {
    vi.stubEnv('KUBECONFIG', files.join(':'));
    onTestFinished(() => void vi.unstubAllEnvs());
    return contextTarget('kind-test', { kubeconfig: undefined, pathBehind: [] });
  };
  expect((await open('/no/such/file', first, same)).name).toBe('context=kind-test');
  const words =
    `${first} and ${other} define the cluster c in two ways, so which cluster is meant cannot be told. ` +
    'Rename one, or name one file with --kubeconfig.';
  await expect(open(first, other)).rejects.toMatchObject({ exit: 2, message: words });
  await expect(open('/no/such/file')).rejects.toMatchObject({
    exit: 2,
    message: expect.stringContaining('ENOENT'),
  });
  expect(cluster.written).toEqual([]);
  figure(task, '3 lists of files: 1 opened, 2 refused, 0 requests that write');
});

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
    writeFileSync(join(folder, 'kubeconfig'), json(cluster.port, { cluster: authority, user }));
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
      'got in with the right token',
  );
});

test('contextTarget: the runner uses the same proxy of the environment as its steps', async ({ task }) => {
  leavesNothing();
  const cluster = await startEmptyCluster();
  const file = join(temporaryFolder(), 'kubeconfig');
  // Nothing is at that address: the proxy leads to this machine.
  writeFileSync(
    file,
    json(cluster.port, {
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
  expect([new Set(proxy.asked), target.secrets, cluster.written]).toEqual([
    new Set(['192.168.49.2:8443']),
    ['token-of-user', 'pass-of-proxy'],
    [],
  ]);
  figure(task, 'runner and kubectl asked through the same proxy');
});

/** Asks with a copy of the pinned kubeconfig in another folder, as a session does. */
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
