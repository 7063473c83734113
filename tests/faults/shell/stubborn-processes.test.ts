import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { stopGraceMs } from '../../../runner/limits.ts';
import { sessionMark } from '../../../runner/shell/containment/members.ts';
import { SessionProcesses } from '../../../runner/shell/containment/session-processes.ts';
import { Shell } from '../../../runner/shell/shell.ts';
import type { StepResult } from '../../../src/guide/result.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { processesWith, uniqueSeconds } from '../../support/measure/live-processes.ts';
import { type Asker, runsOf, serveGuide } from '../../support/servers/served-guide.ts';

const deaf = 'trap "" INT TERM HUP QUIT PIPE;';

/** Commands that start processes which do not want to end. Each sleeps for a unique number of seconds. */
const stubborn: readonly (readonly [
  what: string,
  command: (seconds: string) => string,
  processes: number,
])[] = [
  ['ignores the signals', (s) => `bash -c '${deaf} while :; do sleep ${s}; done'`, 1],
  [
    'with grandchildren',
    (s) => `bash -c '${deaf} bash -c "sleep ${s} & sleep ${s} & wait" & sleep ${s} & wait'`,
    3,
  ],
  ['setsid', (s) => `setsid bash -c '${deaf} sleep ${s} & wait' & sleep ${s}`, 2],
  ['a double fork', (s) => `( setsid bash -c '${deaf} sleep ${s} & exit' & ); sleep ${s}`, 2],
  [
    'nohup and disown',
    (s) => `nohup bash -c '${deaf} sleep ${s}; :' >/dev/null 2>&1 & disown; sleep ${s}`,
    2,
  ],
  [
    'without an environment',
    (s) => `env -i "$(type -P setsid)" "$(type -P bash)" -c '${deaf} sleep ${s} & exit'; sleep ${s}`,
    2,
  ],
  ['stopped', (s) => `bash -c '${deaf} sleep ${s}; :' & sleep 0.2; kill -STOP $!; sleep ${s}`, 2],
  [
    'starts itself again',
    (s) => `loop() { ${deaf} sleep ${s} & while sleep 0.05; do sleep ${s} & done; }; loop & sleep ${s}`,
    5,
  ],
];

async function startRun(client: Asker, step: string): Promise<string> {
  const [run] = await runsOf(await client.run(step));
  return run?.run ?? '';
}

async function runStep(client: Asker, step: string): Promise<StepResult> {
  return client.ended(await startRun(client, step));
}

const cancel = (client: Asker, run: string) => client.call(`/api/runs/${run}/cancel`, { method: 'POST' });

test('cancel: ends every process of a step, and the shell goes on', async ({ task }) => {
  leavesNothing();
  const rows = stubborn.map(([what, command, processes], at) => ({
    what,
    seconds: uniqueSeconds(),
    command,
    processes,
    id: `stubborn-${at}`,
  }));
  const steps = rows.map(({ id, command, seconds }) => fence(`$ ${command(seconds)}`, `id=${id}`));
  const client = await serveGuide(
    [fence('$ export A=1', 'id=set'), ...steps, fence('$ echo $A\n1', 'id=use')].join('\n\n'),
  );
  await runStep(client, 'set');
  const tookMs: number[] = [];
  for (const { what, seconds, id, processes } of rows) {
    const run = await startRun(client, id);
    await expect
      .poll(() => processesWith(seconds).length, { timeout: 20_000, message: what })
      .toBeGreaterThanOrEqual(processes);
    const started = performance.now();
    await cancel(client, run);
    expect([what, (await client.ended(run)).verdict]).toEqual([what, 'cancelled']);
    tookMs.push(performance.now() - started);
    expect([what, processesWith(seconds)]).toEqual([what, []]);
    expect([what, (await runStep(client, 'use')).verdict]).toEqual([what, 'passed']);
  }
  expect(Math.max(...tookMs)).toBeLessThan(2 * stopGraceMs + 1000 + 1000);
  figure(
    task,
    `${rows.length} ways, all their processes ended before the run was reported as cancelled: ` +
      `${Math.round(Math.min(...tookMs))} to ${Math.round(Math.max(...tookMs))} ms after Stop, ` +
      `with up to ${2 * stopGraceMs} ms for signals that a process may handle`,
  );
});

test('cancel: without cgroups, finds the processes by their mark and their terminal', async ({ task }) => {
  leavesNothing();
  const folder = temporaryFolder();
  const name = `guiderail-session-test-${uniqueSeconds()}`;
  const env = { PATH: process.env['PATH'] ?? '', TERM: 'xterm', [sessionMark]: name };
  const shell = await Shell.start({
    folder: join(folder, 'shell'),
    cwd: folder,
    env,
    enter: [],
    processes: new SessionProcesses({ name }),
  });
  onTestFinished(() => shell.close());
  const marked = stubborn.filter(([what]) => what !== 'without an environment');
  for (const [what, command, processes] of marked) {
    const seconds = uniqueSeconds();
    const controller = new AbortController();
    const ending = shell.execute(command(seconds), { signal: controller.signal });
    await expect
      .poll(() => processesWith(seconds).length, { timeout: 20_000, message: what })
      .toBeGreaterThanOrEqual(processes);
    controller.abort();
    expect([what, await ending, processesWith(seconds)]).toEqual([
      what,
      { how: 'cancelled', shellAlive: true },
      [],
    ]);
  }
  figure(task, `${marked.length} ways, nothing left of each`);
});

test('timeout: ends a shell that ignores signals, with all its processes', async ({ task }) => {
  leavesNothing();
  const seconds = uniqueSeconds();
  const body = [
    fence(`$ trap "" INT TERM HUP; setsid sleep ${seconds} & while :; do :; done`, 'id=deaf timeout=300ms'),
    fence('$ echo on\non', 'id=next'),
  ];
  const client = await serveGuide(body.join('\n\n'));
  expect(await runStep(client, 'deaf')).toMatchObject({ verdict: 'timed-out' });
  expect(processesWith(seconds)).toEqual([]);
  expect(await runStep(client, 'next')).toMatchObject({ verdict: 'passed' });
  figure(task, 'timed-out, nothing left, the next step passed in a new shell');
});

test('cancel: a background process of an earlier passed step lives until the session ends', async ({
  task,
}) => {
  leavesNothing();
  const [kept, dropped] = [uniqueSeconds(), uniqueSeconds()];
  const forward = `(${deaf} while sleep 0.05; do :; done) & setsid sleep ${kept} & sleep ${kept} &`;
  const body = [
    fence(`$ ${forward}`, 'id=forward'),
    fence(`$ sleep ${dropped} & sleep ${dropped}`, 'id=stuck'),
    fence('$ echo on\non', 'id=next'),
  ];
  const client = await serveGuide(body.join('\n\n'));
  expect(await runStep(client, 'forward')).toMatchObject({ verdict: 'passed' });
  const run = await startRun(client, 'stuck');
  await expect.poll(() => processesWith(dropped).length).toBe(2);
  await cancel(client, run);
  expect(await client.ended(run)).toMatchObject({ verdict: 'cancelled' });
  expect([processesWith(kept).length, processesWith(dropped)]).toEqual([2, []]);
  expect(await runStep(client, 'next')).toMatchObject({ verdict: 'passed' });
  const started = performance.now();
  await client.call(`/api/sessions/${encodeURIComponent('x/g')}/reset`, { method: 'POST' });
  const tookMs = Math.round(performance.now() - started);
  expect(processesWith(kept)).toEqual([]);
  figure(task, `2 of 2 survived a cancelled step, and ended with the session, which took ${tookMs} ms`);
});
