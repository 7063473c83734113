import { expect, test } from 'vitest';
import { sixSteps } from '../../support/guides/six-steps.ts';
import { resetSession, runStep, runsOf, serveGuide, stateOf } from '../../support/servers/served-guide.ts';

test('session: when its shell is killed, the run is interrupted and the lost steps are named', async () => {
  const client = await serveGuide(sixSteps);
  await client.ended((await runsOf(await client.run('set')))[0]?.run ?? '');
  expect(await runStep(client, 'deadly')).toMatchObject({ verdict: 'interrupted' });
  const state = await stateOf(client);
  expect(state.sessions['x/g']).toEqual({
    state: 'lost',
    lost: ['set'],
    message: 'The shell ended; a new one starts with the next step.',
  });
  const refused = await client.run('use');
  expect([refused.status, await refused.json()]).toEqual([
    409,
    { code: 'needs', message: 'use needs set first. "Run to here" runs what is missing.' },
  ]);
});

test('reset: forgets the results and ends the session', async () => {
  const client = await serveGuide(sixSteps);
  await client.ended((await runsOf(await client.run('set')))[0]?.run ?? '');
  expect((await resetSession(client)).status).toBe(200);
  const state = await stateOf(client);
  expect([state.results['x/g'], state.sessions['x/g']]).toEqual([{}, { state: 'none' }]);
  expect((await client.run('use')).status).toBe(409);
});
