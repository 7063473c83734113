import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runPass } from '../../../runner/pass/guide-pass.ts';
import { exitStatusOf } from '../../../runner/report/exit-status.ts';
import { Session } from '../../../runner/session/session.ts';
import type { Step } from '../../../src/guide/model.ts';
import { type LeasedCluster, leasePath, startLeasedCluster } from '../../support/clusters/leased-cluster.ts';
import { ownCache } from '../../support/clusters/own-cache.ts';
import { guideFile } from '../../support/guides/guide-file.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';

/** Ways to lose the cluster during a pass, and what the runner then reports. */
const losses: [string, (cluster: LeasedCluster) => void, string][] = [
  [
    'another cluster answers',
    (cluster) => {
      cluster.uid = 'another';
      cluster.objects.clear();
    },
    'is another cluster than the one this session was tied to.',
  ],
  [
    'another runner took the Lease',
    (cluster) => cluster.takeLease(),
    'took the Lease guiderail in kube-system: `guiderail test`, process 7 on elsewhere.',
  ],
  [
    'another program deleted the Lease',
    (cluster) => void cluster.objects.delete(leasePath),
    'Another program deleted the Lease guiderail in kube-system',
  ],
];

test.for(losses)(
  'runPass: %s between two steps: no later step writes, not even cleanup',
  async ([, lose, words], { task }) => {
    leavesNothing();
    ownCache();
    const cluster = await startLeasedCluster();
    const folder = temporaryFolder();
    const { guide } = guideFile([
      fence(`$ touch ${folder}/first`, 'id=first'),
      fence(`$ ls ${folder}\nfirst`, 'id=look'),
      fence(`$ touch ${folder}/second`, 'id=second'),
      fence(`$ touch ${folder}/third`, 'id=third'),
      fence(`$ touch ${folder}/cleanup`, 'id=remove role=cleanup'),
    ]);
    const stepEnded = ({ id }: { id: string }) => {
      if (id !== 'first') return;
      lose(cluster);
      cluster.written.length = 0;
    };
    const report = await runPass({
      guide,
      target: await cluster.open(),
      choices: {},
      signal: new AbortController().signal,
      listener: { stepEnded },
    });
    expect(['first', 'second', 'third', 'cleanup'].filter((name) => existsSync(join(folder, name)))).toEqual([
      'first',
    ]);
    expect(report.steps.map(({ step, verdict }) => `${step} ${verdict}`)).toEqual([
      'first passed',
      'look passed',
      'second errored',
    ]);
    expect(report.error).toContain(words);
    expect(report.error).toContain(
      'Step second was not run, and no later step was run. Before that, first had run.',
    );
    expect(report.steps.at(-1)?.message).toContain('No command of this step was run.');
    expect(exitStatusOf([report])).toBe(3);
    // The runner may try to renew the Lease, which the API server refuses.
    expect(cluster.written.filter((request) => !request.startsWith('PUT'))).toEqual([]);
    figure(task, 'the step before the loss ran, 2 steps and the cleanup after it did not; exit status 3');
  },
);

test('runPass: the running command finishes, and the next one of its step is not run', async ({ task }) => {
  leavesNothing();
  ownCache();
  const folder = temporaryFolder();
  const cluster = await startLeasedCluster({
    answer: ({ path }) => {
      if (path !== '/lose') return undefined;
      cluster.takeLease();
      return { status: 200, body: {} };
    },
  });
  const { guide } = guideFile([
    fence(
      `$ curl -sk -X POST https://127.0.0.1:${cluster.port}/lose; touch ${folder}/under-way\n{}\n$ ` +
        `touch ${folder}/next`,
      'id=both',
    ),
    fence(`$ touch ${folder}/cleanup`, 'id=remove role=cleanup'),
  ]);
  const report = await runPass({
    guide,
    target: await cluster.open(),
    choices: {},
    signal: new AbortController().signal,
  });
  expect(['under-way', 'next', 'cleanup'].map((name) => existsSync(join(folder, name)))).toEqual([
    true,
    false,
    false,
  ]);
  expect(
    report.steps.map(({ verdict, commands, message }) => [
      verdict,
      commands.map((command) => command.verdict),
      message,
    ]),
  ).toEqual([['errored', ['passed'], expect.stringContaining('1 of the 2 commands of this step had run.')]]);
  expect(report.error).toContain(
    'Step both was not run to its end, and no later step was run. Before that, both had run.',
  );
  figure(task, '1 of 2 commands ran');
});

test('runPass: a user who may not write the Lease learns which roles to ask for', async ({ task }) => {
  leavesNothing();
  ownCache();
  const cluster = await startLeasedCluster({ mayWrite: ({ path }) => !path.includes('/kube-system/') });
  const folder = temporaryFolder();
  const { guide } = guideFile([fence(`$ touch ${folder}/ran`, 'id=write')]);
  const report = await runPass({
    guide,
    target: await cluster.open(),
    choices: {},
    signal: new AbortController().signal,
  });
  expect([report.steps, existsSync(join(folder, 'ran')), [...cluster.objects.keys()]]).toEqual([
    [],
    false,
    [],
  ]);
  expect(report.error).toMatch(
    /^The user of context=kind-test may not write the Lease guiderail in kube-system.* Nothing was written\./,
  );
  expect(report.error).toContain(
    '--verb=get,update,delete --resource=leases.coordination.k8s.io --resource-name=guiderail',
  );
  figure(task, '0 steps, no Lease anywhere else');
});

test('Session: stopping does not wait for a cluster that gives no answer', async ({ task }) => {
  leavesNothing();
  ownCache();
  let isSilent = false;
  const controller = new AbortController();
  const never = new Promise<never>(() => {});
  const cluster = await startLeasedCluster();
  const target = await cluster.open();
  const recheck = async () => {
    if (isSilent) controller.abort();
    return isSilent ? never : target.recheck();
  };
  const folder = temporaryFolder();
  const { guide } = guideFile([
    fence(`$ touch ${folder}/first`, 'id=first'),
    fence(`$ touch ${folder}/second`, 'id=second'),
  ]);
  const session = new Session(guide, { ...target, recheck });
  onTestFinished(() => session.close());
  const [first, second] = guide.steps as [Step, Step];
  const listener = { commandStarted() {}, output() {}, commandEnded() {} };
  expect(await session.run(first, { signal: controller.signal, listener })).toMatchObject({
    verdict: 'passed',
  });
  isSilent = true;
  expect(await session.run(second, { signal: controller.signal, listener })).toMatchObject({
    verdict: 'cancelled',
    commands: [],
    message: 'Stopped during the check that the cluster is still the same. No command of this step was run.',
  });
  expect(existsSync(join(folder, 'second'))).toBe(false);
  figure(task, 'cancelled at once, nothing run');
});

test('runPass: a deleted record does not stop the cleanup, and is written again', async ({ task }) => {
  leavesNothing();
  const cache = ownCache();
  const cluster = await startLeasedCluster();
  const folder = temporaryFolder();
  const { guide } = guideFile([
    fence(`$ touch ${folder}/first`, 'id=first'),
    fence(`$ touch ${folder}/cleanup`, 'id=remove role=cleanup'),
  ]);
  const stepEnded = ({ id }: { id: string }) => {
    if (id === 'first') rmSync(join(cache, 'passes'), { recursive: true });
    else expect(readdirSync(join(cache, 'passes'))).toHaveLength(1);
  };
  const report = await runPass({
    guide,
    target: await cluster.open(),
    choices: {},
    signal: new AbortController().signal,
    listener: { stepEnded },
  });
  expect([
    report.error,
    report.steps.map(({ verdict }) => verdict),
    existsSync(join(folder, 'cleanup')),
  ]).toEqual([undefined, ['passed', 'passed'], true]);
  figure(task, '2 steps passed, cleanup among them');
});
