import { expect, test } from 'vitest';
import { sixSteps } from '../support/guides/six-steps.ts';
import { runStep, runsOf, serveGuide, stateOf } from '../support/servers/served-guide.ts';

test('GET /api/events: sends the events of a run in order, also to a page that comes later', async () => {
  const client = await serveGuide(sixSteps);
  await runStep(client, 'set');
  const [use] = await runsOf(await client.run('use'));
  expect(await client.ended(use?.run ?? '')).toMatchObject({ step: 'use', verdict: 'passed' });
  const seen = await client.events(0, (event) => event.type === 'run-ended' && event.run === use?.run);
  expect(seen[0]).toMatchObject({ type: 'hello', version: '0.1.0' });
  const own = seen.filter((event) => 'run' in event && event.run === use?.run);
  expect(own.map(({ type }) => type)).toEqual([
    'run-queued',
    'run-started',
    'command-started',
    'output',
    'command-ended',
    'run-ended',
  ]);
  expect(own.find(({ type }) => type === 'output')).toMatchObject({ text: '1\n' });
  const numbers = seen.slice(1).map(({ seq }) => seq);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  const middle = numbers[3] ?? 0;
  const later = await client.events(middle, (event) => event.type === 'run-ended' && event.run === use?.run);
  expect(later.slice(1).map(({ seq }) => seq)).toEqual(numbers.slice(4));
  const state = await stateOf(client);
  expect(state.results['x/g']?.['use']).toMatchObject({ verdict: 'passed', commands: [{ output: '1\n' }] });
  expect(state.sessions['x/g']).toEqual({ state: 'ready' });
});
