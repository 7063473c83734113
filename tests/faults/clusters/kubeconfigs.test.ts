import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contextTarget } from '../../../runner/cluster/context-target.ts';
import { makeCertificate } from '../../support/clusters/certificate.ts';
import {
  base64,
  type EmptyCluster,
  kubeconfigText,
  startEmptyCluster,
} from '../../support/clusters/empty-cluster.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { guiderail } from '../../support/programs/guiderail.ts';
import { loopbackProxy } from '../../support/servers/loopback-proxy.ts';

/** Makes the text of a kubeconfig for this cluster. `undefined` means that there is no file. */
type Text = (cluster: EmptyCluster) => Promise<string | undefined> | string | undefined;

const renamed =
  (name: string): Text =>
  (cluster) =>
    kubeconfigText(cluster.port, { name });

/** A kubeconfig with a public address of the server. A proxy keeps its packets on this machine. */
const elsewhere =
  (name: string, server: string): Text =>
  async ({ port }) =>
    kubeconfigText(port, {
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
      kubeconfigText(port, { name: 'kind-x', cluster: { 'proxy-url': (await loopbackProxy(port)).url } }),
    'kind-x',
    3,
    'is reached through a proxy (http://127.0.0.1:',
  ],
  [
    'a local name and address with the certificate of another name',
    ({ port }) => kubeconfigText(port, { cluster: { 'tls-server-name': 'localhost' } }),
    'kind-test',
    3,
    'expects the certificate of another name (tls-server-name: localhost), as at the end of a tunnel',
  ],
  [
    'a certificate that is not checked',
    ({ port }) =>
      kubeconfigText(port, {
        cluster: { 'certificate-authority-data': undefined, 'insecure-skip-tls-verify': true },
      }),
    'kind-test',
    3,
    'does not check who answers (insecure-skip-tls-verify)',
  ],
  [
    'a certificate of another authority',
    ({ port }) =>
      kubeconfigText(port, { cluster: { 'certificate-authority-data': base64(makeCertificate().cert) } }),
    'kind-test',
    3,
    'is not signed by the authority that the kubeconfig names',
  ],
  [
    'plain HTTP',
    ({ port }) => kubeconfigText(port, { cluster: { server: 'http://localhost:8080' } }),
    'kind-test',
    3,
    'uses http://localhost:8080 without TLS',
  ],
  ['an empty file', () => '', 'kind-test', 2, 'is empty'],
  ['no file', () => undefined, 'kind-test', 2, 'The kubeconfig cannot be read: '],
  ['garbage', () => 'clusters: [{name: c\n\t}}\u0000', 'kind-test', 2, 'The kubeconfig cannot be read: '],
  ['another kind of file', () => 'just words', 'kind-test', 2, 'is not a kubeconfig'],
  [
    'a context without a cluster',
    ({ port }) => kubeconfigText(port).replace('"cluster":"c",', ''),
    'kind-test',
    2,
    'names no cluster',
  ],
  [
    'a context without a user',
    ({ port }) => kubeconfigText(port).replace(',"user":"u"', ''),
    'kind-test',
    2,
    'names no user',
  ],
  [
    'a cluster that is not there',
    ({ port }) => kubeconfigText(port).replace('"name":"c","cluster"', '"name":"d","cluster"'),
    'kind-test',
    2,
    'names a cluster that the kubeconfig does not describe',
  ],
  [
    'one name for two clusters',
    ({ port }) =>
      kubeconfigText(port).replace(
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
    call('insecure', kubeconfigText(cluster.port, { cluster: { 'insecure-skip-tls-verify': true } })),
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
