import { expect, test } from 'vitest';
import { fence } from '../../../support/guides/guide-text.ts';
import { sixSteps } from '../../../support/guides/six-steps.ts';
import { resetSession, runsOf, serveGuide } from '../../../support/servers/served-guide.ts';

test('POST /api/runs: the same key gets the same answer, and is refused for another step', async () => {
  const client = await serveGuide(sixSteps);
  const first = await runsOf(await client.run('set', { key: 'k' }));
  expect(await runsOf(await client.run('set', { key: 'k' }))).toEqual(first);
  expect((await client.run('last', { key: 'k' })).status).toBe(409);
});

test('POST /api/runs: a key gets the run that was under way, also after that run is over', async () => {
  const client = await serveGuide(fence('$ read -r answer', 'id=ask'));
  const first = await runsOf(await client.run('ask', { key: 'first' }));
  expect(await runsOf(await client.run('ask', { key: 'second' }))).toEqual(first);
  await client.events(0, (event) => event.type === 'input-awaited');
  await client.call(`/api/runs/${first[0]?.run}/input`, { method: 'POST', body: 'text\n' });
  await client.ended(first[0]?.run ?? '');
  for (const key of ['first', 'second'])
    expect(await runsOf(await client.run('ask', { key }))).toEqual(first);
});

test('POST /api/runs: a key keeps its answer when the session is reset', async () => {
  const client = await serveGuide(sixSteps);
  const first = await runsOf(await client.run('set', { key: 'k' }));
  await resetSession(client);
  expect(await runsOf(await client.run('set', { key: 'k' }))).toEqual(first);
});

test('POST /api/runs: the key of a refused request is free, so it may be accepted later', async () => {
  const client = await serveGuide(sixSteps);
  expect((await client.run('use', { key: 'k' })).status).toBe(409);
  await client.ended((await runsOf(await client.run('set')))[0]?.run ?? '');
  const accepted = await runsOf(await client.run('use', { key: 'k' }));
  expect(await runsOf(await client.run('use', { key: 'k' }))).toEqual(accepted);
});
