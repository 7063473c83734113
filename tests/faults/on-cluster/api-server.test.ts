import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { runPass } from '../../../runner/pass/guide-pass.ts';
import { exitStatusOf } from '../../../runner/report/exit-status.ts';
import { killApiServer } from '../../support/clusters/api-server.ts';
import { useTestCluster } from '../../support/clusters/cluster-target.ts';
import { guideFile } from '../../support/guides/guide-file.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { runsOf, serveGuide } from '../../support/servers/served-guide.ts';

const outageMs = 15_000;

const cluster = useTestCluster();

/**
 * A command that writes after two seconds, so that a test can kill the API server before. Each call would
 * create an object with another name.
 */
const make = fence(
  '$ sleep 2; kubectl create -f - <<EOF\napiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: ' +
    'once-, labels: {outage: made}}\nEOF\nconfigmap/once-{{any}} created',
  'id=make',
);
const createdCount = () =>
  cluster.kubectl('get', 'configmap', '-l', 'outage=made', '-o', 'name').split('\n').filter(Boolean).length;

test('page: while the API server is down, reads wait, writes are errored, nothing is made twice', async ({
  task,
}) => {
  leavesNothing();
  const before = await cluster.objects();
  const body = [
    fence('$ kubectl create configmap flag\nconfigmap/flag created', 'id=flag'),
    fence(
      "$ kubectl wait configmap/flag --for=jsonpath='{.data.raised}'=yes --timeout=50s\nconfigmap/flag " +
        'condition met',
      'id=wait within=90s timeout=60s',
    ),
    make,
    fence('$ kubectl get configmap -o name\n...\nconfigmap/flag\n...', 'id=read within=0'),
  ].join('\n\n');
  const client = await serveGuide(body, { target: cluster.target });
  const start = async (step: string) => (await runsOf(await client.run(step)))[0]?.run ?? '';
  const resultOf = async (step: string) => client.ended(await start(step));
  expect(await resultOf('flag')).toMatchObject({ verdict: 'passed' });

  const waiting = await start('wait');
  await client.events(0, (event) => event.type === 'run-started' && event.run === waiting);
  const startAgain = await killApiServer();
  const killed = performance.now();
  await client.events(
    0,
    (event) => event.type === 'command-started' && event.run === waiting && event.attempt === 2,
  );
  await pause(Math.max(0, outageMs - (performance.now() - killed)));
  await startAgain();
  const seconds = (performance.now() - killed) / 1000;
  cluster.kubectl('patch', 'configmap', 'flag', '--type', 'merge', '-p', '{"data":{"raised":"yes"}}');
  expect(await client.ended(waiting)).toMatchObject({ verdict: 'passed' });

  const writing = await start('make');
  await client.events(0, (event) => event.type === 'command-started' && event.run === writing);
  const startOnceMore = await killApiServer();
  expect(await client.ended(writing)).toMatchObject({
    verdict: 'errored',
    message: expect.stringContaining('nothing is said about the page'),
    evidence: [{ kind: 'cluster-unreachable' }],
  });
  expect(await resultOf('read')).toMatchObject({ verdict: 'errored' });
  await startOnceMore();
  expect(createdCount()).toBe(0);
  expect(await resultOf('make')).toMatchObject({ verdict: 'passed' });
  expect([createdCount(), (await resultOf('read')).verdict]).toEqual([1, 'passed']);
  cluster.kubectl('delete', 'configmap', 'flag');
  cluster.kubectl('delete', 'configmap', '-l', 'outage=made');
  expect(await cluster.objects()).toEqual(before);
  figure(
    task,
    `killed for ${seconds.toFixed(0)} s: the reading step passed afterwards; killed during a write: ` +
      'errored, then passed, 1 object made',
  );
});

test('runPass: a killed API server gives exit status 3, and cleanup runs when it is back', async ({
  task,
}) => {
  leavesNothing();
  const before = await cluster.objects();
  const { guide } = guideFile([
    fence('$ kubectl create configmap flag\nconfigmap/flag created', 'id=flag'),
    make,
    fence('$ kubectl delete configmap flag\nconfigmap "flag" deleted ...', 'id=remove role=cleanup'),
  ]);
  let startAgain: Promise<() => Promise<void>> | undefined;
  const report = await runPass({
    guide,
    target: cluster.target,
    choices: {},
    signal: new AbortController().signal,
    listener: {
      stepStarted: ({ id }) => {
        if (id === 'make') startAgain = killApiServer();
      },
      stepEnded: ({ id }) => {
        // In this time a kubectl that does not wait would give up.
        if (id === 'make') void startAgain?.then(async (start) => pause(3000).then(start));
      },
    },
  });
  expect(report.steps.map(({ step, verdict }) => `${step} ${verdict}`)).toEqual([
    'flag passed',
    'make errored',
    'remove passed',
  ]);
  expect([exitStatusOf([report]), report.leftovers, await cluster.objects()]).toEqual([3, [], before]);
  figure(task, `errored, exit status 3, nothing left, in ${(report.ms / 1000).toFixed(0)} s`);
});
