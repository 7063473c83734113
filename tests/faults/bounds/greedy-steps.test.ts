import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sessionMemoryBytes, sessionProcesses } from '../../../runner/limits.ts';
import type { RunnerState } from '../../../src/guide/protocol.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { runStep } from '../../support/servers/served-guide.ts';
import { type ProgramClient, serveInProgram } from '../../support/servers/served-program.ts';

const healthEveryMs = 50;
const healthBoundMs = 500;

const bomb = ':(){ :|:& };:';
const body = [
  fence('$ export A=1', 'id=begin'),
  fence(`$ ${bomb}; wait; sleep 60`, 'id=bomb'),
  fence(`$ ${bomb}`, 'id=silent-bomb'),
  fence('$ tail /dev/zero', 'id=hog within=0'),
  fence('$ printf -v x "%600000000s" ""; y=$x$x$x$x', 'id=shell-hog'),
  fence('$ echo on\non', 'id=next'),
].join('\n\n');

/** Fails if the limits are not in force, because the test would then take down the machine. */
function requireLimits(pid: number): void {
  const found = {
    processes: limitsOf(pid, 'pids.max'),
    memory: memoryFiles.flatMap((file) => limitsOf(pid, file)),
  };
  const hint =
    'This machine does not let the tests make cgroups with limits. They need root and the controllers ' +
    'pids and memory.';
  expect(found, hint).toEqual({ processes: [sessionProcesses], memory: [sessionMemoryBytes] });
  const members = cgroupFiles(pid, 'cgroup.procs').map((path) => readFileSync(path, 'utf8').trim());
  expect(members.includes(''), hint).toBe(false);
}

const memoryFiles = ['memory.max', 'memory.limit_in_bytes'];

function limitsOf(pid: number, file: string): number[] {
  return cgroupFiles(pid, file).map((path) => Number(readFileSync(path, 'utf8')));
}

/** Files of the cgroups of a runner's sessions, in version 2 and in each tree of version 1. */
function cgroupFiles(pid: number, file: string): string[] {
  return globSync([
    `/sys/fs/cgroup/guiderail-session-${pid}-*/*/${file}`,
    `/sys/fs/cgroup/*/guiderail-session-${pid}-*/*/${file}`,
  ]);
}

/** Asks for the health again and again while `work` runs. Returns the slowest answer. */
async function slowestHealth<T>(
  client: ProgramClient,
  work: () => Promise<T>,
): Promise<{ value: T; slowestMs: number; answers: number }> {
  const tookMs: number[] = [];
  const ask = async () => {
    const started = performance.now();
    await (await fetch(`${client.program.origin}/api/health`)).text();
    tookMs.push(performance.now() - started);
  };
  const pending: Promise<void>[] = [];
  const timer = setInterval(() => pending.push(ask()), healthEveryMs);
  const value = await work().finally(() => clearInterval(timer));
  await Promise.all(pending);
  return { value, slowestMs: Math.round(Math.max(...tookMs)), answers: tookMs.length };
}

test('limits: a step that forks or takes memory without end fails, and health is answered', async ({
  task,
}) => {
  leavesNothing();
  const client = await serveInProgram(body);
  await runStep(client, 'begin');
  requireLimits(client.program.pid);
  const figures: string[] = [];
  const greedy: readonly (readonly [step: string, verdict: string, sentence: string])[] = [
    ['bomb', 'failed', `${sessionProcesses} processes`],
    ['hog', 'failed', '2 GiB of memory'],
    ['shell-hog', 'interrupted', '2 GiB of memory'],
  ];
  for (const [step, verdict, sentence] of greedy) {
    const { value, slowestMs, answers } = await slowestHealth(client, () => runStep(client, step));
    expect([step, value.verdict, value.message]).toEqual([step, verdict, expect.stringContaining(sentence)]);
    expect(slowestMs).toBeLessThan(healthBoundMs);
    const after = await runStep(client, 'next');
    expect([after.verdict, after.message]).toEqual(['passed', undefined]);
    figures.push(`${step} ${verdict} after ${value.ms} ms, health ${slowestMs} ms at most of ${answers}`);
  }
  figure(task, figures.join('; '));
});

test('limits: a fork bomb in the background is ended, and its passed step turns stale', async ({ task }) => {
  leavesNothing();
  const client = await serveInProgram(body);
  await runStep(client, 'begin');
  requireLimits(client.program.pid);
  const { slowestMs, answers } = await slowestHealth(client, async () => {
    expect(await runStep(client, 'silent-bomb')).toMatchObject({ verdict: 'passed' });
    const stale = async () => ((await (await client.call('/api/state')).json()) as RunnerState).stale['x/g'];
    await expect
      .poll(stale, { timeout: 20_000 })
      .toEqual({ 'silent-bomb': expect.stringContaining(`${sessionProcesses} processes`) });
  });
  expect(slowestMs).toBeLessThan(healthBoundMs);
  expect(await runStep(client, 'next')).toMatchObject({ verdict: 'passed' });
  figure(task, `ended, and its step is stale; health ${slowestMs} ms at most of ${answers}`);
});
