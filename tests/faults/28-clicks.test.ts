import { expect, test } from 'vitest';
import type { RunAnswer, RunnerEvent } from '../../src/guide/protocol.ts';
import { figure } from '../support/figure.ts';
import { fence } from '../support/guide-text.ts';
import { leavesNothing } from '../support/leaves-nothing.ts';
import { serveGuide } from '../support/served-guide.ts';

test('28 clicks: a hundred at once are one run', async ({ task }) => {
  leavesNothing();
  const client = await serveGuide(fence('$ sleep 0.5; echo once\nonce', 'id=click'));
  const answers = await Promise.all(Array.from({ length: 100 }, (_, at) => client.run('click', { key: `click-${at % 10}` })));
  const accepted = answers.filter(({ status }) => status === 202);
  const runs = new Set(
    (await Promise.all(accepted.map(async (answer) => (await answer.json()) as RunAnswer))).flatMap((answer) => answer.runs.map(({ run }) => run)),
  );
  expect(runs.size).toBe(1);
  const [run = ''] = runs;
  expect(await client.ended(run)).toMatchObject({ verdict: 'passed' });
  const seen = await client.events(0, (event) => event.type === 'run-ended');
  const started = seen.filter((event: RunnerEvent) => event.type === 'run-started');
  expect(started).toHaveLength(1);
  figure(task, `100 requests with 10 keys, ${accepted.length} of them given the same run, the others refused; 1 execution`);
});
