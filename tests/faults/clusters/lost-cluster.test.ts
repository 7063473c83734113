import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { deadRecords } from '../../../runner/cleanup/pass-record.ts';
import { runPass } from '../../../runner/pass/guide-pass.ts';
import { exitStatusOf } from '../../../runner/report/exit-status.ts';
import { Session } from '../../../runner/session/session.ts';
import type { Step } from '../../../src/guide/model.ts';
import type { RunnerState } from '../../../src/guide/protocol.ts';
import { type LeasedCluster, leasePath, startLeasedCluster } from '../../support/clusters/leased-cluster.ts';
import { guideFile } from '../../support/guides/guide-file.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { guiderail } from '../../support/programs/guiderail.ts';
import { runsOf, serveGuide } from '../../support/servers/served-guide.ts';

/** A cache of its own, so that other tests do not find the records of these passes. */
function ownCache(): string {
  const cache = temporaryFolder();
  vi.stubEnv('GUIDERAIL_CACHE', cache);
  onTestFinished(() => void vi.unstubAllEnvs());
  return cache;
}

/** How a runner at work loses the cluster, and what it then says. */
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
    'somebody deleted the Lease',
    (cluster) => void cluster.objects.delete(leasePath),
    'Somebody deleted the Lease guiderail in kube-system',
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
      'Step second was not run, nor anything after it. Before that, first had run.',
    );
    expect(report.steps.at(-1)?.message).toContain('No command of this step was run.');
    expect(exitStatusOf([report])).toBe(3);
    // A renewal that the API server refuses changes nothing.
    expect(cluster.written.filter((request) => !request.startsWith('PUT'))).toEqual([]);
    figure(task, 'the step before it ran, 2 steps and the cleanup behind it did not; exit status 3');
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
    'Step both was not run to its end, nor anything after it. Before that, both had run.',
  );
  figure(task, '1 of 2 commands ran');
});

test('test and bless: a lost Lease gives exit status 3, and cleanup knows the objects', async ({ task }) => {
  leavesNothing();
  const cache = ownCache();
  const made = '/api/v1/namespaces/default/configmaps/made';
  const cluster = await startLeasedCluster({
    answer: ({ method, path }) => {
      if (path === '/api/v1')
        return {
          status: 200,
          body: {
            resources: [{ name: 'configmaps', kind: 'ConfigMap', namespaced: true, verbs: ['list'] }],
          },
        };
      if (path === '/apis') return { status: 200, body: { groups: [] } };
      if (path.startsWith('/api/v1/configmaps') || path === '/api/v1/namespaces/default/configmaps')
        return { status: 200, body: { items: [] } };
      if (path === '/lose') cluster.takeLease();
      if (path === '/make')
        cluster.objects.set(made, {
          metadata: {
            name: 'made',
            namespace: 'default',
            uid: 'u-made',
            creationTimestamp: new Date().toISOString(),
          },
        });
      return method === 'POST' && (path === '/lose' || path === '/make')
        ? { status: 200, body: {} }
        : undefined;
    },
  });
  const [bin, folder] = [temporaryFolder(), temporaryFolder()];
  writeFileSync(
    join(bin, 'kubectl'),
    `#!/bin/sh\ncurl -sk -X POST https://127.0.0.1:${cluster.port}/make >/dev/null; echo ` +
      'configmap/made created\n',
    {
      mode: 0o700,
    },
  );
  const { file } = guideFile(
    [
      fence('$ kubectl create configmap made\nconfigmap/made created', 'id=make'),
      fence(`$ curl -sk -X POST https://127.0.0.1:${cluster.port}/lose\n{}`, 'id=lose'),
      fence(`$ touch ${folder}/ran`, 'id=write'),
    ],
    { guide: '{namespaces: [default]}' },
  );
  for (const command of [['test'], ['bless', '--write']]) {
    cluster.objects.clear();
    const call = await guiderail(
      [...command, file, '--target', 'context=kind-test', '--kubeconfig', cluster.kubeconfig],
      {
        env: { PATH: `${bin}:${process.env['PATH']}`, GUIDERAIL_CACHE: cache },
      },
    );
    expect([call.status, existsSync(join(folder, 'ran'))]).toEqual([3, false]);
    const said = `${call.stdout}${call.stderr}`;
    expect(said).toContain('Before that, make and lose had run. They made ConfigMap made in default.');
    expect(said).toContain('`npx guiderail cleanup` removes it once the other runner has finished.');
    const [record, ...more] = deadRecords();
    expect([record?.made, more.length]).toEqual([{ [made]: 'u-made' }, command[0] === 'test' ? 0 : 1]);
  }
  figure(task, 'exit status 3 of both; the object made before is named and in the record');
});

test('page: beside another runner, only steps that read are run', async ({ task }) => {
  leavesNothing();
  const cluster = await startLeasedCluster();
  const folder = temporaryFolder();
  const client = await serveGuide(
    [
      fence(`$ touch ${folder}/first`, 'id=first'),
      fence(`$ ls ${folder}\nfirst`, 'id=look'),
      fence(`$ touch ${folder}/second`, 'id=second'),
    ].join('\n\n'),
    { target: await cluster.open() },
  );
  const resultOf = async (step: string) => client.ended((await runsOf(await client.run(step)))[0]?.run ?? '');
  expect(await resultOf('first')).toMatchObject({ verdict: 'passed' });
  expect(cluster.objects.get(leasePath)?.spec?.holderIdentity).toContain(`${hostname()}/${process.pid}/`);
  cluster.takeLease();
  expect(await resultOf('second')).toMatchObject({
    verdict: 'errored',
    message: expect.stringContaining('`guiderail test`, process 7 on elsewhere'),
  });
  expect(await resultOf('look')).toMatchObject({ verdict: 'passed' });
  cluster.objects.delete(leasePath);
  expect(await resultOf('second')).toMatchObject({ verdict: 'passed' });
  figure(task, 'errored while the other held the Lease, passed when it was free');
});

test('runPass: a user who may not write the Lease is told which roles to ask for', async ({ task }) => {
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

test('page: a step that writes is not run while the cluster does not answer', async ({ task }) => {
  leavesNothing();
  const cluster = await startLeasedCluster();
  const folder = temporaryFolder();
  const client = await serveGuide(
    [fence(`$ touch ${folder}/first`, 'id=first'), fence(`$ touch ${folder}/second`, 'id=second')].join(
      '\n\n',
    ),
    {
      target: await cluster.open(),
    },
  );
  const resultOf = async (step: string) => client.ended((await runsOf(await client.run(step)))[0]?.run ?? '');
  expect(await resultOf('first')).toMatchObject({ verdict: 'passed' });
  await cluster.close();
  expect(await resultOf('second')).toMatchObject({
    verdict: 'errored',
    commands: [],
    evidence: [{ kind: 'cluster-unreachable' }],
  });
  expect(existsSync(join(folder, 'second'))).toBe(false);
  figure(task, 'errored before its first command, with the cause');
});

test('page: beside another runner, only typed lines that read are run', async ({ task }) => {
  leavesNothing();
  const cluster = await startLeasedCluster();
  const folder = temporaryFolder();
  const client = await serveGuide(fence('$ true', 'id=any'), { target: await cluster.open() });
  const type = async (line: string) => {
    const { seq } = (await (await client.call('/api/state')).json()) as RunnerState;
    expect((await client.call('/api/sessions/x%2Fg/line', { method: 'POST', body: line })).status).toBe(200);
    const seen = await client.events(seq, (event) => event.type === 'typed' && !event.running);
    return seen.flatMap((event) => (event.type === 'terminal' ? [event.text] : [])).join('');
  };
  await type(`touch ${folder}/first`);
  await type(`touch ${folder}/again`);
  cluster.takeLease();
  expect(await type(`touch ${folder}/second`)).toContain('process 7 on elsewhere');
  expect(await type(`ls ${folder}`)).toMatch(/again\s+first/);
  cluster.objects.delete(leasePath);
  cluster.uid = 'another';
  expect(await type(`touch ${folder}/third`)).toContain(
    'is another cluster than the one this session was tied to. The line was not run.',
  );
  expect(['first', 'again', 'second', 'third'].map((name) => existsSync(join(folder, name)))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  figure(task, '2 lines refused, each with its reason');
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
    message:
      'Stopped while the cluster was asked whether it is still the same. No command of this step was run.',
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
