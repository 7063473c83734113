import { expect, test } from 'vitest';
import type { PlanAnswer } from '../../../../src/guide/protocol.ts';
import { fence } from '../../../support/guides/guide-text.ts';
import { sixSteps } from '../../../support/guides/six-steps.ts';
import { typeTo } from '../../../support/requests/typed-text.ts';
import { runStep, runsOf, serveGuide, stateOf } from '../../../support/servers/served-guide.ts';

test('check: runs only what reads, and refuses a step that only writes', async () => {
  const client = await serveGuide(
    [fence('$ touch made', 'id=make role=setup'), fence('$ touch never\n$ ls\nmade', 'id=look')].join('\n\n'),
  );
  await typeTo(client, 'line', 'touch made');
  const result = await runStep(client, 'look', { mode: 'check' });
  expect(result).toMatchObject({ verdict: 'passed', checked: true });
  expect(await (await client.run('make', { mode: 'check' })).json()).toEqual({
    code: 'not-runnable',
    message: expect.stringContaining('make only writes'),
  });
});

test('POST /api/plan: names what runs, what holds and what deletes, and runs nothing', async () => {
  const client = await serveGuide(
    [sixSteps, fence('$ rm -f x; kubectl delete svc y', 'id=wipe role=cleanup')].join('\n\n'),
  );
  await runStep(client, 'set');
  const hash = client.hash('wipe');
  const ask = (change: object) =>
    client.call('/api/plan', {
      method: 'POST',
      body: JSON.stringify({ guide: 'x/g', step: 'wipe', hash, mode: 'all', ...change }),
    });
  const { steps } = (await (await ask({})).json()) as PlanAnswer;
  expect(steps.map(({ step, does }) => [step, does])).toEqual([
    ['set', 'holds'],
    ['use', 'run'],
    ['differs', 'run'],
    ['last', 'run'],
    ['slow', 'run'],
    ['deadly', 'run'],
    ['wipe', 'run'],
  ]);
  expect(steps.at(-1)?.destroys).toEqual(['rm -f x; kubectl delete svc y']);
  expect((await ask({ hash: 'other' })).status).toBe(409);
  expect((await ask({ mode: 'some' })).status).toBe(400);
  const state = await stateOf(client);
  expect(state.runs).toEqual([]);
});

test('from-here: runs the step and the later ones, and names what it needs first', async () => {
  const client = await serveGuide(
    [
      fence('$ export A=1', 'id=set'),
      fence('$ echo $A\n1', 'id=use'),
      fence('$ echo last\nlast', 'id=last'),
    ].join('\n\n'),
  );
  const early = await client.run('use', { mode: 'from-here' });
  expect(early.status).toBe(409);
  expect(await early.json()).toMatchObject({ code: 'needs', message: expect.stringContaining('set') });
  await runStep(client, 'set');
  expect((await runsOf(await client.run('use', { mode: 'from-here' }))).map(({ step }) => step)).toEqual([
    'use',
    'last',
  ]);
});
