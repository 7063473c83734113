import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { localTarget } from '../../runner/cluster/local-target.ts';
import { takeSnapshot } from '../../runner/cluster/snapshot/snapshot.ts';
import { status } from '../../runner/local-cluster/index.ts';
import type { Report } from '../../src/guide/report.ts';
import { ensureTestCluster, testCluster } from '../support/clusters/test-cluster.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';
import { guiderail } from '../support/programs/guiderail.ts';

const guide = 'content/istio/kubernetes-services-for-egress-traffic.mdx';
const wholeGuideMs = 240_000;

beforeAll(ensureTestCluster);

const passes = [
  { injection: 'automatic', endpoints: 'Endpoints' },
  { injection: 'manual', endpoints: 'EndpointSlice' },
];

/**
 * Runs the guide. Requires that each command of these passes is a test case and passed. Returns what was
 * printed.
 */
async function runsTrue(
  args: readonly string[],
  wanted: { passes: readonly object[]; steps: number },
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = temporaryFolder();
  const [out, json] = [join(folder, 'out.xml'), join(folder, 'out.json')];
  const call = await guiderail(
    [
      'test',
      guide,
      ...args,
      '--reporter',
      'console',
      '--reporter',
      `junit=${out}`,
      '--reporter',
      `json=${json}`,
    ],
    { env },
  );
  expect(`${call.status}\n${call.stdout}${call.stderr}`).toMatch(/^0\n/);
  const reports = JSON.parse(readFileSync(json, 'utf8')) as Report[];
  const commands = reports.flatMap(({ steps }) => steps.flatMap((step) => step.commands));
  expect(commands.every(({ verdict }) => verdict === 'passed')).toBe(true);
  expect(reports.map(({ choices }) => choices)).toEqual(wanted.passes);
  expect(new Set(reports.flatMap(({ steps }) => steps.map(({ step }) => step))).size).toBe(wanted.steps);
  const xml = readFileSync(out, 'utf8');
  expect(xml.match(/<testcase/g)).toHaveLength(commands.length + reports.length);
  expect(xml).not.toMatch(/<failure|<error/);
  return call.stdout;
}

test(
  'test: every step of the guide passes, and nothing is left',
  async () => {
    const before = await snapshotNames();
    await runsTrue(['--name', testCluster], { passes, steps: 44 });
    expect(await snapshotNames()).toEqual(before);
  },
  wholeGuideMs,
);

test(
  'test: passes again on a context of the user’s kubeconfig, from the machine’s network',
  async () => {
    const before = await snapshotNames();
    const { stdout: path, status: found } = await guiderail(['cluster', 'kubeconfig', '--name', testCluster]);
    expect(found).toBe(0);
    const context = execFileSync(
      join((await access()).bin, 'kubectl'),
      ['--kubeconfig', path.trim(), 'config', 'current-context'],
      {
        encoding: 'utf8',
      },
    ).trim();
    expect(context).toBe(testCluster);
    const env = { KUBECONFIG: path.trim(), GUIDERAIL_CONFIRM_CLUSTER: await uidOfKubeSystem() };
    const printed = await runsTrue(
      ['--target', `context=${testCluster}`, '--shard', '1/2'],
      { passes: passes.slice(0, 1), steps: 41 },
      env,
    );
    expect(printed).toContain('✓ 11 observe-httpbin');
    expect(printed).toContain('nothing left behind');
    expect(await snapshotNames()).toEqual(before);
  },
  wholeGuideMs,
);

test('test: writes nothing to a context that does not look local without confirmation', async () => {
  const { stdout: path } = await guiderail(['cluster', 'kubeconfig', '--name', testCluster]);
  const { status: exit, stderr } = await guiderail([
    'test',
    guide,
    '--target',
    `context=${testCluster}`,
    '--kubeconfig',
    path.trim(),
  ]);
  expect(exit).toBe(3);
  expect(stderr).toContain(
    'Nothing was written. To allow exactly this cluster, set ' +
      `GUIDERAIL_CONFIRM_CLUSTER=${await uidOfKubeSystem()}.`,
  );
});

test(
  'test: a wrong page gives exit status 1 and names line, row and column of only that step',
  async () => {
    const folder = temporaryFolder();
    const copy = join(folder, 'copy.mdx');
    cpSync(guide.replace('.mdx', '.files'), join(folder, 'copy.files'), { recursive: true });
    const text = readFileSync(guide, 'utf8');
    const changed = text
      .replace('id=verify-sidecar', 'id=verify-sidecar within=1s')
      .replace('  2/2     Running', '  1/1     Running');
    writeFileSync(copy, changed);
    const line = changed.split('\n').findIndex((each) => each.includes('sleep-7bd4f5c8b9-w2l7h   1/1')) + 1;
    const { status: exit, stdout } = await guiderail([
      'test',
      copy,
      '--name',
      testCluster,
      '--step',
      'verify-sidecar',
      '--shard',
      '1/2',
    ]);
    expect(exit).toBe(1);
    expect(stdout).toContain(
      `${copy}:${line}: row sleep-7bd4f5c8b9-w2l7h, column READY: the page says 1/1, the output says 2/2`,
    );
    expect(stdout.match(/ did not pass,/g)).toHaveLength(1);
    expect(stdout).toContain('1 did not pass');
    expect(stdout).toContain('nothing left behind');
  },
  wholeGuideMs,
);

test(
  'test: names what a guide leaves behind, with its step, and gives exit status 4',
  async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'untidy.mdx');
    writeFileSync(
      file,
      '---\ntitle: Untidy\n---\n\n```console id=make\n$ kubectl create configmap forgotten\n' +
        'configmap/forgotten created\n```\n',
    );
    const { kubeconfig } = await access();
    try {
      const { status: exit, stdout } = await guiderail(['test', file, '--name', testCluster]);
      expect(exit).toBe(4);
      expect(stdout).toContain('ConfigMap forgotten in default (made by make)');
    } finally {
      execFileSync(join((await access()).bin, 'kubectl'), [
        '--kubeconfig',
        kubeconfig,
        'delete',
        'configmap',
        'forgotten',
        '--ignore-not-found',
      ]);
    }
  },
  wholeGuideMs,
);

test(
  'test: names an object that was there before and is gone; locally also the step',
  async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'greedy.mdx');
    const command = '$ kubectl delete configmap -l from=before -o name\nconfigmap/precious';
    writeFileSync(
      file,
      `---\ntitle: Greedy\nguide: {namespaces: [default]}\n---\n\n\`\`\`console id=clear\n${command}\n` +
        '```\n',
    );
    const { kubeconfig, bin } = await access();
    const kubectl = (...words: string[]) =>
      execFileSync(join(bin, 'kubectl'), ['--kubeconfig', kubeconfig, ...words]);
    const runOn = async (...target: string[]) => {
      kubectl('create', 'configmap', 'precious');
      kubectl('label', 'configmap', 'precious', 'from=before');
      return guiderail(['test', file, ...target], {
        env: { GUIDERAIL_CONFIRM_CLUSTER: await uidOfKubeSystem() },
      });
    };
    try {
      const own = await runOn('--name', testCluster);
      expect(own.stdout).toContain(
        'No longer there 1:\n      ConfigMap precious in default (there before, deleted by clear)',
      );
      const shared = await runOn('--target', `context=${testCluster}`, '--kubeconfig', kubeconfig);
      expect(shared.stdout).toContain(
        'No longer there 1:\n      ConfigMap precious in default (there before)',
      );
      expect([own.status, shared.status]).toEqual([4, 4]);
    } finally {
      kubectl('delete', 'configmap', 'precious', '--ignore-not-found');
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
  return execFileSync(
    join(bin, 'kubectl'),
    ['--kubeconfig', kubeconfig, 'get', 'ns', 'kube-system', '-o', 'jsonpath={.metadata.uid}'],
    { encoding: 'utf8' },
  );
}

async function snapshotNames(): Promise<string[]> {
  const { access: found } = await status(testCluster);
  if (!found) throw new Error('The test cluster is not up.');
  const { api } = await localTarget(found);
  return [...(await takeSnapshot(api, { all: true })).values()]
    .map(({ kind, namespace, name, uid }) => `${kind}/${namespace ?? ''}/${name} ${uid}`)
    .sort();
}
