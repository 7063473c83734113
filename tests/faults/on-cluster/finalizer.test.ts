import { globSync, readFileSync, rmSync, statSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { cleanClusters } from '../../../runner/cleanup/clean-clusters.ts';
import { deadRecords } from '../../../runner/cleanup/pass-record.ts';
import { cacheFolder } from '../../../runner/local-cluster/index.ts';
import { runPass } from '../../../runner/pass/guide-pass.ts';
import { exitStatusOf } from '../../../runner/report/exit-status.ts';
import { useTestCluster } from '../../support/clusters/cluster-target.ts';
import { testCluster } from '../../support/clusters/test-cluster.ts';
import { guideFile } from '../../support/guides/guide-file.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { guiderail } from '../../support/programs/guiderail.ts';
import { startGuiderail } from '../../support/programs/started-guiderail.ts';

const cluster = useTestCluster();

const finalizer = 'guiderail.example/never';
const make = fence(
  '$ kubectl apply -f - <<EOF\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: stuck, finalizers: ' +
    `[${finalizer}]}\nEOF\nconfigmap/stuck created`,
  'id=make',
);
const heldBy = `being deleted but held by the finalizer ${finalizer}`;
const held = `ConfigMap stuck in default (made by make), ${heldBy}`;

/** Finalizers, deletion time and version of the object. The version changes with each edit. */
const stateOfStuck = () =>
  cluster.kubectl(
    'get',
    'configmap',
    'stuck',
    '-o',
    'jsonpath={.metadata.finalizers} {.metadata.deletionTimestamp} {.metadata.resourceVersion}',
  );

function clearStuck(): void {
  cluster.kubectl('patch', 'configmap', 'stuck', '--type', 'merge', '-p', '{"metadata":{"finalizers":null}}');
  cluster.kubectl('delete', 'configmap', 'stuck', '--ignore-not-found');
}

/** Deletes the records of a test and the objects in them, so that the next test does not see them. */
async function forgetRecords(): Promise<void> {
  await cleanClusters({ onlyList: false, settleMs: 0 });
  expect(deadRecords()).toEqual([]);
}

/**
 * Deletes the records of passes in this process. Cleanup would not touch them, because the process is alive.
 */
function forgetOwnRecords(): void {
  for (const file of globSync(`${cacheFolder()}/passes/${process.pid}-*.json`)) rmSync(file);
}

test('test: after 60 s, cleanup reports the object, its step and its finalizer', async ({ task }) => {
  leavesNothing();
  const before = await cluster.objects();
  const { file } = guideFile([
    make,
    fence(
      '$ kubectl delete configmap stuck --wait=false\nconfigmap "stuck" deleted ...',
      'id=remove role=cleanup',
    ),
  ]);
  const call = startGuiderail(['test', file, '--name', testCluster]);
  onTestFinished(forgetRecords);
  onTestFinished(clearStuck);
  await call.has(' 2 remove');
  const began = performance.now();
  const state = stateOfStuck();
  const status = await call.ended;
  const seconds = (performance.now() - began) / 1000;
  expect(call.printed()).toContain(held);
  expect([status, stateOfStuck()]).toEqual([4, state]);
  expect(state).toContain(finalizer);
  expect(seconds).toBeGreaterThan(50);
  expect(seconds).toBeLessThan(70);
  expect((await cluster.objects()).filter((each) => !before.includes(each))).toHaveLength(1);
  figure(task, `stopped after ${seconds.toFixed(1)} s with exit status 4; the object is as it was`);
}, 150_000);

test('runPass: a kubectl that waits for a finalizer is stopped, and the object is reported', async ({
  task,
}) => {
  leavesNothing();
  const { guide } = guideFile([
    make,
    fence(
      '$ kubectl delete configmap stuck\nconfigmap "stuck" deleted ...',
      'id=remove role=cleanup timeout=2s',
    ),
  ]);
  onTestFinished(clearStuck);
  const signal = new AbortController().signal;
  const report = await runPass({
    guide,
    target: cluster.target,
    choices: {},
    signal,
    deletionSettleMs: 1000,
  });
  onTestFinished(forgetOwnRecords);
  expect(report.steps.map(({ step, verdict }) => `${step} ${verdict}`)).toEqual([
    'make passed',
    'remove timed-out',
  ]);
  expect(report.leftovers).toEqual([
    { kind: 'ConfigMap', namespace: 'default', name: 'stuck', step: 'make', finalizers: [finalizer] },
  ]);
  expect(exitStatusOf([report])).toBe(4);
  figure(task, `a waiting kubectl was stopped: exit status 4 after ${(report.ms / 1000).toFixed(1)} s`);
});

test('cleanup: lists and deletes only what the guide of a killed runner made', async ({ task }) => {
  leavesNothing();
  const before = await cluster.objects();
  const { file } = guideFile([
    fence(
      '$ kubectl create namespace crashed\nnamespace/crashed created\n$ kubectl create configmap ' +
        'crashed-a -n crashed\nconfigmap/crashed-a created',
      'id=first',
    ),
    fence(
      '$ kubectl create configmap crashed-b\nconfigmap/crashed-b created\n$ kubectl create configmap ' +
        'crashed-c\nconfigmap/crashed-c created',
      'id=second',
    ),
    fence('$ kubectl label namespace default crashed=yes\nnamespace/default labeled', 'id=third'),
    fence('$ kubectl create configmap crashed-d; sleep 2\nconfigmap/crashed-d created', 'id=fourth'),
    fence('$ kubectl delete namespace crashed\nnamespace "crashed" deleted', 'id=remove role=cleanup'),
  ]);
  const call = startGuiderail(['test', file, '--name', testCluster]);
  await call.has(' 3 third');
  await expect
    .poll(() => cluster.kubectl('get', 'configmap', '-o', 'name'), { interval: 100, timeout: 10_000 })
    .toContain('crashed-d');
  call.child.kill('SIGKILL');
  await call.ended;
  onTestFinished(() => void cluster.kubectl('label', 'namespace', 'default', 'crashed-'));

  const [record] = deadRecords();
  expect(statSync(record?.file ?? '').mode & 0o777).toBe(0o600);
  for (const secret of [...cluster.target.secrets, 'PRIVATE KEY', 'token'])
    expect(readFileSync(record?.file ?? '', 'utf8')).not.toContain(secret);
  // Another user creates an object, and replaces an object of the guide.
  cluster.kubectl('create', 'configmap', 'somebody-elses');
  cluster.kubectl('delete', 'configmap', 'crashed-c');
  cluster.kubectl('create', 'configmap', 'crashed-c');
  onTestFinished(() => void cluster.kubectl('delete', 'configmap', 'somebody-elses', 'crashed-c'));
  const theirs = await cluster.objects();

  const unsure = cluster.kubectl('get', 'configmap', 'crashed-d', '-o', 'jsonpath={.metadata.uid}');
  const list = await guiderail(['cleanup', '--list']);
  expect(list.stdout.split('\n').filter((line) => / on local/.test(line))).toEqual([
    'object Namespace crashed (made by first) by fixture on local',
    'object ConfigMap crashed-a in crashed (made by first) by fixture on local',
    'object ConfigMap crashed-b in default (made by second) by fixture on local',
    'stays: ConfigMap crashed-c in default on local has the name of an object that fixture made, but ' +
      'is another object',
    'perhaps ConfigMap crashed-d in default (made by fourth) by fixture on local, or by another user: ' +
      `the runner ended before it knew the UID, ${unsure}`,
    'label of fixture on local; remove it if it is not needed: npx guiderail cluster shell --name ' +
      `${testCluster} -- kubectl label namespace default crashed-`,
  ]);
  expect([list.status, await cluster.objects()]).toEqual([0, theirs]);

  const first = await guiderail(['cleanup']);
  expect([first.status, first.stdout]).toEqual([
    4,
    expect.stringContaining(`npx guiderail cleanup --confirm ${unsure}`),
  ]);
  expect(cluster.kubectl('get', 'configmap', '-o', 'name').split('\n')).toEqual(
    expect.arrayContaining(['configmap/crashed-c', 'configmap/crashed-d']),
  );
  expect((await guiderail(['cleanup', '--confirm', unsure])).status).toBe(0);
  const left = (await cluster.objects())
    .filter((each) => !before.includes(each))
    .map((each) => each.split(' ')[0]);
  expect(left).toEqual([
    'ConfigMap/default/crashed-c',
    'ConfigMap/default/somebody-elses',
    'Namespace//default',
  ]);
  expect(deadRecords()).toEqual([]);
  figure(
    task,
    '4 objects of a killed runner listed with their steps, 3 removed by UID, 1 of the step under way ' +
      'after confirmation; 2 of another user kept, one of them with the name of an object of the guide',
  );
});

test('cleanup: an object held by a finalizer is named, with exit status 4', async ({ task }) => {
  leavesNothing();
  const { file } = guideFile([make, fence('$ sleep 30', 'id=wait')]);
  const call = startGuiderail(['test', file, '--name', testCluster]);
  await call.has(' 1 make');
  // The runner reads the UID of the object while the next step runs.
  const written = () =>
    globSync(`${cacheFolder()}/passes/${call.child.pid}-*.json`).map((record) =>
      readFileSync(record, 'utf8'),
    );
  await expect.poll(written).toEqual([expect.stringMatching(/"made":\{"[^}]*stuck/)]);
  call.child.kill('SIGKILL');
  await call.ended;
  onTestFinished(forgetRecords);
  onTestFinished(clearStuck);
  const { status, lines } = await cleanClusters({ onlyList: false, settleMs: 1000 });
  expect([status, lines.at(-1)]).toEqual([4, `still there: ${held}`]);
  const state = stateOfStuck();
  expect(await cleanClusters({ onlyList: false, settleMs: 0 })).toMatchObject({ status: 4 });
  expect(stateOfStuck()).toBe(state);
  figure(task, 'one held object: named with step and finalizer, exit status 4, unchanged after two cleanups');
});
