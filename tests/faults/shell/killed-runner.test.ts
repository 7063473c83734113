import { readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunnerState } from '../../../src/guide/protocol.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { processesWith, uniqueSeconds } from '../../support/measure/live-processes.ts';
import { runsOf } from '../../support/servers/served-guide.ts';
import { type ProgramClient, serveInProgram } from '../../support/servers/served-program.ts';

async function startRun(client: ProgramClient, step: string): Promise<string> {
  return (await runsOf(await client.run(step)))[0]?.run ?? '';
}

const stateOf = async (client: ProgramClient) =>
  (await (await client.call('/api/state')).json()) as RunnerState;

/** Names of the session folders and cgroups of a runner. */
function leftOf(pid: number): string[] {
  const trees = readdirSync('/sys/fs/cgroup').map((name) => join('/sys/fs/cgroup', name));
  const folders = [tmpdir(), '/sys/fs/cgroup', ...trees].filter((folder) =>
    statSync(folder, { throwIfNoEntry: false })?.isDirectory(),
  );
  return folders.flatMap((folder) =>
    readdirSync(folder).filter((name) => name.startsWith(`guiderail-session-${pid}-`)),
  );
}

test('runner: 2 s after a kill nothing of its sessions is left, and the next runs nothing again', async ({
  task,
}) => {
  leavesNothing();
  const seconds = uniqueSeconds();
  const log = join(temporaryFolder(), 'log');
  const hold =
    `trap "" HUP TERM; echo begun >>${log}; (setsid nohup sleep ${seconds} >/dev/null 2>&1 &); echo ` +
    `a-word-of-output; sleep ${seconds}`;
  const steps = [
    fence('$ export A=1', 'id=set'),
    fence('$ touch made', 'id=make'),
    fence(`$ ${hold}`, 'id=hold'),
    fence('$ touch last', 'id=last'),
  ];
  const client = await serveInProgram(steps.join('\n\n'));
  for (const step of ['set', 'make'])
    expect(await client.ended(await startRun(client, step))).toMatchObject({ verdict: 'passed' });
  const held = await startRun(client, 'hold');
  await expect.poll(() => processesWith(seconds).length, { timeout: 10_000 }).toBe(2);
  expect(leftOf(client.program.pid).length).toBeGreaterThan(0);
  const [journal = ''] = readdirSync(client.journals);
  expect(statSync(join(client.journals, journal)).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(client.journals, journal), 'utf8')).not.toContain('a-word-of-output');

  process.kill(client.program.pid, 'SIGKILL');
  const killed = performance.now();
  await expect.poll(() => processesWith(seconds), { timeout: 2000, interval: 20 }).toEqual([]);
  const processesMs = Math.round(performance.now() - killed);
  await expect.poll(() => leftOf(client.program.pid), { timeout: 2000, interval: 20 }).toEqual([]);
  const allMs = Math.round(performance.now() - killed);

  // The second round shows that a runner which is killed before its first run forgets nothing.
  for (let round = 0; round < 2; round += 1) {
    const again = await client.again();
    const state = await stateOf(again);
    expect(state.results['x/g']?.['hold']).toMatchObject({
      run: held,
      verdict: 'interrupted',
      next: expect.stringContaining('run it again'),
    });
    expect(state.runs).toEqual([]);
    expect(state.sessions['x/g']).toMatchObject({
      state: 'lost',
      message: expect.stringContaining('started again'),
    });
    expect(Object.keys(state.stale['x/g'] ?? {})).toEqual(['set', 'make']);
    const seen = await again.events(0, (event) => event.type === 'run-ended' && event.run === held);
    expect(seen.filter(({ type }) => type === 'command-started')).toEqual([]);
    expect(await again.ended(await startRun(again, 'set'))).toMatchObject({ verdict: 'passed' });
    expect(Object.keys((await stateOf(again)).stale['x/g'] ?? {})).toEqual(['make']);
    process.kill(again.program.pid, 'SIGKILL');
    await expect.poll(() => leftOf(again.program.pid), { timeout: 2000 }).toEqual([]);
  }
  expect(readFileSync(log, 'utf8')).toBe('begun\n');
  figure(
    task,
    `processes gone after ${processesMs} ms, cgroups and folders after ${allMs} ms; one run ` +
      'interrupted, none run again',
  );
});

test('runner: SIGTERM lets the running step end, and cancels what waits', async ({ task }) => {
  leavesNothing();
  const client = await serveInProgram(
    [
      fence('$ touch a; sleep 1.5; echo whole\nwhole', 'id=slow'),
      fence('$ touch b', 'id=waits'),
      fence('$ touch c', 'id=more'),
    ].join('\n\n'),
  );
  const runs = await runsOf(await client.run('waits', { mode: 'to-here' }));
  const [slow = '', waits = ''] = runs.map(({ run }) => run);
  const seen = client.events(0, (event) => event.type === 'run-ended' && event.run === slow);
  await client.events(0, (event) => event.type === 'command-started');
  process.kill(client.program.pid, 'SIGTERM');
  const signalled = performance.now();
  await client.events(0, (event) => event.type === 'run-ended' && event.run === waits);
  expect(await (await client.run('more')).json()).toMatchObject({
    message: expect.stringContaining('stopping'),
  });
  const ended = (await seen).flatMap((event) =>
    event.type === 'run-ended' ? [[event.run, event.result.verdict]] : [],
  );
  expect(ended).toEqual([
    [waits, 'cancelled'],
    [slow, 'passed'],
  ]);
  await expect.poll(() => client.program.ended(), { timeout: 5000 }).toBe(0);
  expect([leftOf(client.program.pid), readdirSync(client.journals)]).toEqual([[], []]);
  figure(
    task,
    'the step passed, the next one was cancelled, a third one refused; exit status 0 after ' +
      `${Math.round(performance.now() - signalled)} ms`,
  );
});

test('runner: SIGINT ends it at once, even after SIGTERM', async ({ task }) => {
  leavesNothing();
  const tookMs: number[] = [];
  for (const signals of [['SIGINT'], ['SIGTERM', 'SIGINT']] as const) {
    const client = await serveInProgram(
      [fence('$ touch a; sleep 600', 'id=slow timeout=900s'), fence('$ touch b', 'id=other')].join('\n\n'),
    );
    await startRun(client, 'slow');
    await client.events(0, (event) => event.type === 'command-started');
    const signalled = performance.now();
    for (const signal of signals) {
      process.kill(client.program.pid, signal);
      if (signal === 'SIGTERM')
        await expect.poll(async () => (await client.run('other')).status, { timeout: 1000 }).toBe(409);
    }
    await expect.poll(() => client.program.ended(), { timeout: 10_000 }).toBe(0);
    tookMs.push(Math.round(performance.now() - signalled));
    expect(leftOf(client.program.pid)).toEqual([]);
  }
  figure(task, `ended after ${tookMs.join(' and ')} ms`);
});
