import { expect, test } from 'vitest';
import { fence } from '../../support/guides/guide-text.ts';
import { sixSteps } from '../../support/guides/six-steps.ts';
import { runStep, runsOf, serveGuide } from '../../support/servers/served-guide.ts';

test('POST /api/runs to-here: skips the steps after the first one that does not pass', async () => {
  const client = await serveGuide(sixSteps);
  const runs = await runsOf(await client.run('slow', { mode: 'to-here' }));
  expect(runs.map(({ step }) => step)).toEqual(['set', 'use', 'differs', 'last', 'slow']);
  expect(await client.ended(runs[4]?.run ?? '')).toMatchObject({
    verdict: 'skipped',
    message: 'Not run: differs did not pass.',
  });
  expect(await client.ended(runs[2]?.run ?? '')).toMatchObject({ verdict: 'differs' });
  const again = await runsOf(await client.run('last', { mode: 'to-here' }));
  expect(again.map(({ step }) => step)).toEqual(['differs', 'last']);
});

test('POST /api/runs all: refuses if nothing is left to run, and later runs still work', async () => {
  const client = await serveGuide(fence('$ true', 'id=only'));
  await client.ended((await runsOf(await client.run('only')))[0]?.run ?? '');
  const refused = await client.run('only', { mode: 'all' });
  expect([refused.status, await refused.json()]).toEqual([
    409,
    { code: 'not-runnable', message: expect.stringContaining('nothing left to run') },
  ]);
  expect(await runStep(client, 'only')).toMatchObject({ verdict: 'passed' });
});

test('cancel: cancels a waiting run and the later runs of its request, not the earlier ones', async () => {
  const client = await serveGuide(
    ['a', 'b', 'c', 'd'].map((id) => fence(`$ sleep 0.${id === 'a' ? 5 : 0}`, `id=${id}`)).join('\n\n'),
  );
  const runs = await runsOf(await client.run('d', { mode: 'to-here' }));
  expect((await client.run('d', { mode: 'to-here' })).status).toBe(409);
  await client.call(`/api/runs/${runs[2]?.run}/cancel`, { method: 'POST' });
  const verdicts = await Promise.all(runs.map(async ({ run }) => (await client.ended(run)).verdict));
  expect(verdicts).toEqual(['passed', 'passed', 'cancelled', 'cancelled']);
});

test('cancel: stops the running step, and cancels a waiting run before it begins', async () => {
  const client = await serveGuide(sixSteps);
  const [slow] = await runsOf(await client.run('slow'));
  await client.events(0, (event) => event.type === 'command-started');
  const [queued] = await runsOf(await client.run('last'));
  expect((await client.call(`/api/runs/${queued?.run}/cancel`, { method: 'POST' })).status).toBe(200);
  expect(await client.ended(queued?.run ?? '')).toMatchObject({
    verdict: 'cancelled',
    message: 'Stopped before it began.',
  });
  await client.call(`/api/runs/${slow?.run}/cancel`, { method: 'POST' });
  expect(await client.ended(slow?.run ?? '')).toMatchObject({ verdict: 'cancelled' });
  expect((await client.call(`/api/runs/${slow?.run}/cancel`, { method: 'POST' })).status).toBe(404);
});
