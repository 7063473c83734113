import { expect, test } from 'vitest';
import type { RunnerState } from '../../../src/guide/protocol.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { runStep, serveGuide } from '../../support/servers/served-guide.ts';

/** Commands that end the shell they run in. */
const deadly = [
  'exit 3',
  'exec false',
  'exec bash -c "exit 0"',
  'kill -9 $$',
  'kill -9 $BASHPID; true',
  '(sleep 0.1; kill -9 $$) & sleep 60',
  'set -e; false',
  'kill -SEGV $$; true',
  'echo half; exec 2>/dev/null; exit 0',
];

test('session: an ended shell interrupts the step, names the lost exports and is replaced', async ({
  task,
}) => {
  leavesNothing();
  const steps = deadly.map((text, at) => fence(`$ ${text}`, `id=deadly-${at}`));
  const client = await serveGuide(
    [
      fence('$ export A=1', 'id=set'),
      fence('$ touch made', 'id=make'),
      fence('$ echo $A\n1', 'id=use'),
      ...steps,
      fence('$ echo on\non', 'id=next'),
    ].join('\n\n'),
  );
  const verdicts: string[] = [];
  for (const [at, text] of deadly.entries()) {
    expect(
      [await runStep(client, 'set'), await runStep(client, 'make')].map(({ verdict }) => verdict),
    ).toEqual(['passed', 'passed']);
    const { verdict, message, next } = await runStep(client, `deadly-${at}`);
    const remedy = /\b(?:exit|exec)\b/.test(text)
      ? '`exit` and `exec` end the shell of all steps.'
      : 'A new shell starts with the next step.';
    expect([text, verdict, message, next]).toEqual([
      text,
      'interrupted',
      expect.stringContaining('The shell ended'),
      expect.stringContaining(remedy),
    ]);
    const state = (await (await client.call('/api/state')).json()) as RunnerState;
    expect(state.sessions['x/g']).toMatchObject({ state: 'lost', lost: ['set'] });
    expect(state.stale['x/g']).toEqual({ set: expect.stringContaining('the shell ended') });
    expect(await (await client.run('use')).json()).toMatchObject({
      code: 'needs',
      message: expect.stringContaining('set first'),
    });
    expect(await runStep(client, 'next')).toMatchObject({ verdict: 'passed' });
    verdicts.push(verdict);
  }
  figure(
    task,
    `${deadly.length} ways to end the shell, ${verdicts.length} interrupted, each naming the step with ` +
      'the lost exports; each next step passed',
  );
});

test('session: a shell that is only stopped gives a timeout, and goes on', async ({ task }) => {
  leavesNothing();
  const client = await serveGuide(
    [
      fence('$ export A=1', 'id=set'),
      fence('$ kill -STOP $$; true', 'id=stop timeout=500ms'),
      fence('$ echo $A\n1', 'id=use'),
    ].join('\n\n'),
  );
  await runStep(client, 'set');
  const started = performance.now();
  expect(await runStep(client, 'stop')).toMatchObject({ verdict: 'timed-out' });
  const tookMs = Math.round(performance.now() - started);
  expect(await runStep(client, 'use')).toMatchObject({ verdict: 'passed' });
  figure(task, `timed out, and running again after ${tookMs} ms; its variables are kept`);
});
