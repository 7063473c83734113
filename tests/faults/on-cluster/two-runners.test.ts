import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { cleanClusters } from '../../../runner/cleanup/clean-clusters.ts';
import { cacheFolder } from '../../../runner/local-cluster/index.ts';
import { runPass } from '../../../runner/pass/guide-pass.ts';
import { exitStatusOf } from '../../../runner/report/exit-status.ts';
import { useTestCluster } from '../../support/clusters/cluster-target.ts';
import { testCluster } from '../../support/clusters/test-cluster.ts';
import { guideFile } from '../../support/guides/guide-file.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { guiderail } from '../../support/programs/guiderail.ts';
import { startGuiderail } from '../../support/programs/started-guiderail.ts';
import { runsOf, serveGuide } from '../../support/servers/served-guide.ts';

const cluster = useTestCluster();

const make = fence('$ kubectl create configmap runner\nconfigmap/runner created', 'id=make');
const remove = fence(
  '$ kubectl delete configmap runner\nconfigmap "runner" deleted ...',
  'id=remove role=cleanup',
);
const touch = fence('$ kubectl create configmap second\nconfigmap/second created', 'id=second');
const holder = () =>
  cluster.kubectl(
    'get',
    'lease',
    'guiderail',
    '-n',
    'kube-system',
    '--ignore-not-found',
    '-o',
    'jsonpath={.spec.holderIdentity}',
  );

test('runner: a second one is refused with the name of the first, until that is killed', async ({ task }) => {
  leavesNothing();
  const before = await cluster.objects();
  const first = startGuiderail([
    'test',
    guideFile([make, fence('$ sleep 60', 'id=wait timeout=90s'), remove]).file,
    '--name',
    testCluster,
  ]);
  await first.has(' 1 make');
  expect(holder()).toMatch(new RegExp(`^${hostname()}/${first.child.pid}/\\d+/test/`));
  const words = new RegExp(
    `Another runner is at work on local: \`guiderail test\`, process ${first.child.pid} on ` +
      `${hostname()}, since .* Nothing was written\\.`,
  );

  const second = guideFile([touch]).file;
  const refused = await guiderail(['test', second, '--name', testCluster]);
  expect([refused.status, refused.stdout]).toEqual([3, expect.stringMatching(words)]);
  const client = await serveGuide(
    [touch, fence('$ kubectl get configmap runner -o name\nconfigmap/runner', 'id=read')].join('\n\n'),
    {
      target: cluster.target,
    },
  );
  const resultOf = async (step: string) => client.ended((await runsOf(await client.run(step)))[0]?.run ?? '');
  expect(await resultOf('second')).toMatchObject({
    verdict: 'errored',
    message: expect.stringMatching(words),
  });
  expect(await resultOf('read')).toMatchObject({ verdict: 'passed' });
  expect(cluster.kubectl('get', 'configmap', 'second', '--ignore-not-found')).toBe('');

  first.child.kill('SIGKILL');
  await first.ended;
  const began = performance.now();
  expect(await resultOf('second')).toMatchObject({ verdict: 'passed' });
  const ms = performance.now() - began;
  expect(ms).toBeLessThan(5000);
  expect(holder()).toContain(`/${process.pid}/`);
  await client.server.close();
  expect(holder()).toBe('');
  cluster.kubectl('delete', 'configmap', 'second');
  expect((await cleanClusters({ onlyList: false })).status).toBe(0);
  expect([await cluster.objects(), holder()]).toEqual([before, '']);
  figure(
    task,
    `refused twice; ${Math.round(ms)} ms after the kill of the first, the second created its ` +
      'object; no Lease left',
  );
});

test('page: holds the Lease from the first write until the cleanup', async ({ task }) => {
  leavesNothing();
  const client = await serveGuide(
    [make, fence('$ kubectl get namespace default -o name\nnamespace/default', 'id=read'), remove].join(
      '\n\n',
    ),
    {
      target: cluster.target,
    },
  );
  const resultOf = async (step: string) => client.ended((await runsOf(await client.run(step)))[0]?.run ?? '');
  expect([(await resultOf('read')).verdict, holder()]).toEqual(['passed', '']);
  expect([(await resultOf('make')).verdict, holder()]).toEqual([
    'passed',
    expect.stringContaining('/serve/'),
  ]);
  expect((await resultOf('remove')).verdict).toBe('passed');
  await expect.poll(holder).toBe('');
  figure(task, 'no Lease while reading, one from the first write to the cleanup, none after it');
});

/** Writes the Lease of a runner on another machine, which was renewed some seconds ago. */
function leaseFromElsewhere(secondsAgo: number): void {
  const at = new Date(Date.now() - secondsAgo * 1000).toISOString().replace('Z', '000Z');
  const spec = {
    holderIdentity: 'elsewhere/7/1/serve/000000000000/00000000',
    leaseDurationSeconds: 15,
    acquireTime: at,
    renewTime: at,
  };
  const file = join(temporaryFolder(), 'lease.json');
  writeFileSync(
    file,
    JSON.stringify({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: 'guiderail', namespace: 'kube-system' },
      spec,
    }),
  );
  cluster.kubectl('apply', '-f', file);
  onTestFinished(() => void cluster.kubectl('delete', '-f', file, '--ignore-not-found'));
}

test('runner: a Lease of another machine counts while it is renewed', async ({ task }) => {
  leavesNothing();
  const { guide } = guideFile([make, remove]);
  const pass = () =>
    runPass({ guide, target: cluster.target, choices: {}, signal: new AbortController().signal });
  leaseFromElsewhere(1);
  expect(await pass()).toMatchObject({
    steps: [],
    error: expect.stringContaining('`guiderail serve`, process 7 on elsewhere'),
  });
  leaseFromElsewhere(20);
  const { error, steps, ms } = await pass();
  expect([error, steps.map(({ verdict }) => verdict), holder()]).toEqual([
    undefined,
    ['passed', 'passed'],
    '',
  ]);
  figure(task, `refused while renewed; taken over by a pass of ${(ms / 1000).toFixed(1)} s when expired`);
});

test('runner: a taken Lease stops the pass, and its objects are deleted later', async ({ task }) => {
  leavesNothing();
  const before = await cluster.objects();
  const { guide } = guideFile([make, touch, remove]);
  onTestFinished(() => void cluster.kubectl('delete', 'configmap', 'runner', 'second', '--ignore-not-found'));
  const stepEnded = ({ id }: { id: string }) => {
    if (id === 'make') leaseFromElsewhere(1);
  };
  const report = await runPass({
    guide,
    target: cluster.target,
    choices: {},
    signal: new AbortController().signal,
    listener: { stepEnded },
  });
  expect(report.steps.map(({ step, verdict }) => `${step} ${verdict}`)).toEqual([
    'make passed',
    'second errored',
  ]);
  expect(report.error).toBe(
    'On local another runner took the Lease guiderail in kube-system: `guiderail serve`, process 7 on ' +
      'elsewhere. ' +
      'Step second was not run, and no later step was run. Before that, make had run. It made ConfigMap ' +
      'runner in default. ' +
      '`npx guiderail cleanup` removes it once the other runner has finished.',
  );
  expect([exitStatusOf([report]), holder()]).toEqual([3, 'elsewhere/7/1/serve/000000000000/00000000']);
  const [record = ''] = globSync(`${cacheFolder()}/passes/${process.pid}-*.json`);
  // No process can have this pid, so the runner of the record counts as ended.
  writeFileSync(
    record,
    JSON.stringify({ ...(JSON.parse(readFileSync(record, 'utf8')) as object), pid: 2 ** 22 + 1 }),
  );
  const busy = await cleanClusters({ onlyList: false });
  expect([busy.status, busy.lines.at(-1)]).toEqual([
    3,
    expect.stringContaining('Another runner is at work on local'),
  ]);
  cluster.kubectl('delete', 'lease', 'guiderail', '-n', 'kube-system');
  expect((await cleanClusters({ onlyList: false })).status).toBe(0);
  expect(await cluster.objects()).toEqual(before);
  figure(task, '1 step run, 2 not; the object was named, and deleted when the other runner was done');
});
