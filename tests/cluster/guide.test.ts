import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { status } from '../../runner/local-cluster/index.ts';
import { localTarget } from '../../runner/target/local-target.ts';
import { takeSnapshot } from '../../runner/target/snapshot.ts';
import type { Report } from '../../src/guide/protocol.ts';
import { guiderail } from '../support/guiderail.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ensureTestCluster, testCluster } from '../support/test-cluster.ts';

const guide = 'content/istio/kubernetes-services-for-egress-traffic.mdx';
const wholeGuideMs = 240_000;

beforeAll(ensureTestCluster);

test(
  'test: the guide is true, and once more in a row by its first half, and nothing is left',
  async () => {
    const before = await snapshotNames();
    for (const [round, shard] of [
      ['first', '1/1'],
      ['second', '1/2'],
    ]) {
      const out = join(temporaryFolder(), `${round}.xml`);
      const json = join(temporaryFolder(), `${round}.json`);
      const {
        status: exit,
        stdout,
        stderr,
      } = await guiderail(['test', guide, '--name', testCluster, '--reporter', `junit=${out}`, '--reporter', `json=${json}`, '--shard', shard as string]);
      expect(`${exit}\n${stdout}${stderr}`).toMatch(/^0\n/);
      const reports = JSON.parse(readFileSync(json, 'utf8')) as Report[];
      const commands = reports.flatMap(({ steps }) => steps.flatMap((step) => step.commands));
      expect(commands.every(({ verdict }) => verdict === 'passed')).toBe(true);
      const passes = [
        { injection: 'automatic', endpoints: 'Endpoints' },
        { injection: 'manual', endpoints: 'EndpointSlice' },
      ];
      expect(reports.map(({ choices }) => choices)).toEqual(round === 'first' ? passes : passes.slice(0, 1));
      expect(new Set(reports.flatMap(({ steps }) => steps.map(({ step }) => step))).size).toBe(round === 'first' ? 44 : 41);
      const xml = readFileSync(out, 'utf8');
      expect(xml.match(/<testcase/g)).toHaveLength(commands.length + reports.length);
      expect(xml).not.toMatch(/<failure|<error/);
    }
    expect(await snapshotNames()).toEqual(before);
  },
  wholeGuideMs,
);

test(
  'test: a context of the user’s own kubeconfig, from the machine’s own network',
  async () => {
    const { stdout: path, status: found } = await guiderail(['cluster', 'kubeconfig', '--name', testCluster]);
    expect(found).toBe(0);
    const context = execFileSync(join((await access()).bin, 'kubectl'), ['--kubeconfig', path.trim(), 'config', 'current-context'], {
      encoding: 'utf8',
    }).trim();
    expect(context).toBe(testCluster);
    const env = { KUBECONFIG: path.trim(), GUIDERAIL_CONFIRM_CLUSTER: await uidOfKubeSystem() };
    const call = await guiderail(['test', guide, '--target', `context=${testCluster}`, '--shard', '1/2'], { env });
    expect(`${call.status}\n${call.stdout}${call.stderr}`).toMatch(/^0\n/);
    expect(call.stdout).toContain('✓ 11 observe-httpbin');
    expect(call.stdout).toContain('nothing left behind');
  },
  wholeGuideMs,
);

test('test: a context that does not look local is not written to without confirmation', async () => {
  const { stdout: path } = await guiderail(['cluster', 'kubeconfig', '--name', testCluster]);
  const { status: exit, stderr } = await guiderail(['test', guide, '--target', `context=${testCluster}`, '--kubeconfig', path.trim()]);
  expect(exit).toBe(3);
  expect(stderr).toContain(`Nothing was written. To allow exactly this cluster, set GUIDERAIL_CONFIRM_CLUSTER=${await uidOfKubeSystem()}.`);
});

test(
  'test: a false page gives exit status 1 and names line, row, column, and only that step',
  async () => {
    const folder = temporaryFolder();
    const copy = join(folder, 'copy.mdx');
    cpSync(guide.replace('.mdx', '.files'), join(folder, 'copy.files'), { recursive: true });
    const text = readFileSync(guide, 'utf8');
    const changed = text.replace('id=verify-sidecar', 'id=verify-sidecar within=1s').replace('  2/2     Running', '  1/1     Running');
    writeFileSync(copy, changed);
    const line = changed.split('\n').findIndex((each) => each.includes('sleep-7bd4f5c8b9-w2l7h   1/1')) + 1;
    const { status: exit, stdout } = await guiderail(['test', copy, '--name', testCluster, '--step', 'verify-sidecar', '--shard', '1/2']);
    expect(exit).toBe(1);
    expect(stdout).toContain(`${copy}:${line}: row sleep-7bd4f5c8b9-w2l7h, column READY: the page says 1/1, the output says 2/2`);
    expect(stdout.match(/ did not pass,/g)).toHaveLength(1);
    expect(stdout).toContain('1 did not pass');
    expect(stdout).toContain('nothing left behind');
  },
  wholeGuideMs,
);

test(
  'test: what a guide leaves behind is named with its step, and gives exit status 4',
  async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'untidy.mdx');
    writeFileSync(file, '---\ntitle: Untidy\n---\n\n```console id=make\n$ kubectl create configmap forgotten\nconfigmap/forgotten created\n```\n');
    const { kubeconfig } = await access();
    try {
      const { status: exit, stdout } = await guiderail(['test', file, '--name', testCluster]);
      expect(exit).toBe(4);
      expect(stdout).toContain('ConfigMap forgotten in default (made by make)');
    } finally {
      execFileSync(join((await access()).bin, 'kubectl'), ['--kubeconfig', kubeconfig, 'delete', 'configmap', 'forgotten', '--ignore-not-found']);
    }
  },
  wholeGuideMs,
);

async function access(): Promise<{ kubeconfig: string; bin: string }> {
  const { access: found } = await status(testCluster);
  if (!found) throw new Error('The test cluster is not up.');
  return { kubeconfig: found.hostKubeconfig, bin: found.binFolder };
}

async function uidOfKubeSystem(): Promise<string> {
  const { kubeconfig, bin } = await access();
  return execFileSync(join(bin, 'kubectl'), ['--kubeconfig', kubeconfig, 'get', 'ns', 'kube-system', '-o', 'jsonpath={.metadata.uid}'], { encoding: 'utf8' });
}

async function snapshotNames(): Promise<string[]> {
  const { access: found } = await status(testCluster);
  if (!found) throw new Error('The test cluster is not up.');
  const { api } = await localTarget(found);
  return [...(await takeSnapshot(api, { all: true })).values()].map(({ kind, namespace, name, uid }) => `${kind}/${namespace ?? ''}/${name} ${uid}`).sort();
}
