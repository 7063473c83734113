import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { contextTarget } from '../../../runner/cluster/context-target.ts';
import { runPass } from '../../../runner/pass/guide-pass.ts';
import { exitStatusOf } from '../../../runner/report/exit-status.ts';
import { makeCertificate } from '../../support/clusters/certificate.ts';
import {
  base64,
  type EmptyCluster,
  kubeconfigText,
  startEmptyCluster,
} from '../../support/clusters/empty-cluster.ts';
import { fence, guideOf } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';

/** Pins the target, makes the change, and then runs a pass. */
async function firstStepAfter(
  change: (about: { cluster: EmptyCluster; file: string }) => Promise<void> | void,
) {
  const folder = temporaryFolder();
  const cluster = await startEmptyCluster();
  const file = join(folder, 'kubeconfig');
  writeFileSync(file, kubeconfigText(cluster.port));
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
    async ({ file }) => writeFileSync(file, kubeconfigText((await startEmptyCluster()).port)),
    'which this session was tied to. Nothing was written; start again.',
  ],
  [
    'another authority',
    ({ file, cluster }) =>
      writeFileSync(
        file,
        kubeconfigText(cluster.port, {
          cluster: { 'certificate-authority-data': base64(makeCertificate().cert) },
        }),
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
      writeFileSync(file, change === '' ? '' : `${kubeconfigText(cluster.port)}${change}`),
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
  const [first, same] = [
    write('first', kubeconfigText(cluster.port)),
    write('same', kubeconfigText(cluster.port, { user: {} })),
  ];
  const other = write(
    'other',
    kubeconfigText(cluster.port, { name: 'kind-other', cluster: { server: 'https://127.0.0.1:1' } }),
  );
  const open = (...files: string[]) => {
    vi.stubEnv('KUBECONFIG', files.join(':'));
    onTestFinished(() => void vi.unstubAllEnvs());
    return contextTarget('kind-test', { kubeconfig: undefined, pathBehind: [] });
  };
  expect((await open('/no/such/file', first, same)).name).toBe('context=kind-test');
  const words =
    `${first} and ${other} define the cluster c in two ways, so it is not clear which cluster is meant. ` +
    'Rename one, or name one file with --kubeconfig.';
  await expect(open(first, other)).rejects.toMatchObject({ exit: 2, message: words });
  await expect(open('/no/such/file')).rejects.toMatchObject({
    exit: 2,
    message: expect.stringContaining('ENOENT'),
  });
  expect(cluster.written).toEqual([]);
  figure(task, '3 lists of files: 1 opened, 2 refused, 0 requests that write');
});
