import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunnerState } from '../../../src/guide/protocol.ts';
import { leasePath, startLeasedCluster } from '../../support/clusters/leased-cluster.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { runsOf, serveGuide } from '../../support/servers/served-guide.ts';

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
