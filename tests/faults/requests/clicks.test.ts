import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fence } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { type Client, runStep, runsOf, serveGuide } from '../../support/servers/served-guide.ts';

const clicks = 100;

/** Serves a step whose command waits until `open` is called, and counts how often it was run. */
async function serveSlowStep(): Promise<{ client: Client; open: () => void; executions: () => number }> {
  const folder = temporaryFolder();
  const [gate, log] = [join(folder, 'open'), join(folder, 'made')];
  const client = await serveGuide(
    [
      fence('$ A=1', 'id=set'),
      fence(
        `$ until [ -e ${gate} ]; do sleep 0.05; done; echo x >>${log}; echo $A once\n1 once`,
        'id=click timeout=100s',
      ),
    ].join('\n\n'),
  );
  return {
    client,
    open: () => writeFileSync(gate, ''),
    executions: () => readFileSync(log, 'utf8').length / 2,
  };
}

test('runs: a hundred clicks at once are one run, whatever their keys', async ({ task }) => {
  leavesNothing();
  const { client, open, executions } = await serveSlowStep();
  await runStep(client, 'set');
  const answers = await Promise.all(
    Array.from({ length: clicks }, (_, at) => client.run('click', { key: `click-${Math.floor(at / 2)}` })),
  );
  const given = await Promise.all(answers.map(runsOf));
  const [run = ''] = new Set(given.flat().map((each) => each.run));
  expect(given).toEqual(Array.from({ length: clicks }, () => [{ run, step: 'click' }]));
  open();
  expect(await client.ended(run)).toMatchObject({ verdict: 'passed' });
  const seen = await client.events(0, (event) => event.type === 'run-ended' && event.run === run);
  expect(seen.filter((event) => event.type === 'run-started' && event.step === 'click')).toHaveLength(1);
  expect(executions()).toBe(1);
  figure(task, `${clicks} requests with ${clicks / 2} keys were all given the same run; 1 execution`);
});

test('runs: a hundred clicks in different modes run each step once', async ({ task }) => {
  leavesNothing();
  const { client, open, executions } = await serveSlowStep();
  const answers = await Promise.all(
    Array.from({ length: clicks }, (_, at) =>
      client.run('click', {
        key: `click-${at}`,
        mode: (['to-here', 'all', 'only', 'from-here'] as const)[at % 4] ?? 'all',
      }),
    ),
  );
  open();
  const accepted = await Promise.all(answers.filter(({ status }) => status === 202).map(runsOf));
  const runs = new Map(accepted.flat().map(({ run, step }) => [run, step]));
  expect([...runs.values()].sort()).toEqual(['click', 'set']);
  const refused = await Promise.all(
    answers.filter(({ status }) => status !== 202).map((answer) => answer.json()),
  );
  for (const refusal of refused)
    expect(refusal).toMatchObject({
      code: expect.stringMatching(/^(not-runnable|needs)$/),
      message: expect.stringMatching(/.+\.$/),
    });
  for (const run of runs.keys()) expect(await client.ended(run)).toMatchObject({ verdict: 'passed' });
  expect(executions()).toBe(1);
  figure(
    task,
    `${clicks} requests in 4 modes: ${accepted.length} were given the 2 runs, ${refused.length} a ` +
      'refusal; 1 execution of each step',
  );
});
