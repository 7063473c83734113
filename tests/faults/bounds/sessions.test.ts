import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { processStat } from '../../../runner/kernel/process-stat.ts';
import { allPids } from '../../../runner/kernel/processes.ts';
import { statusBytes } from '../../../runner/kernel/status-line.ts';
import { sessionsAtMost } from '../../../runner/limits.ts';
import type { RunAnswer, RunnerEvent } from '../../../src/guide/protocol.ts';
import type { StepResult } from '../../../src/guide/result.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import type { ServedGuides } from '../../support/servers/guides-server.ts';
import { serverProcess } from '../../support/servers/server-process.ts';

const rounds = 5;
/** In each round, all sessions start their runs within this time. */
const spreadMs = 1000;
const overheadMs = 100;
const memoryMb = 400;

interface Served extends ServedGuides {
  readonly child: ChildProcess;
}

async function serveInChild(guides: number): Promise<Served> {
  const child = fork(
    fileURLToPath(new URL('../../support/servers/guides-server.ts', import.meta.url)),
    [String(guides)],
    {
      execArgv: [...serverProcess.flags],
      env: { ...process.env, ...serverProcess.env },
    },
  );
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    child.send('end');
    await once(child, 'exit');
  });
  const [served] = (await once(child, 'message')) as [ServedGuides];
  return { ...served, child };
}

const call = ({ origin, token }: ServedGuides, path: string, init: RequestInit = {}) =>
  fetch(origin + path, { ...init, headers: { authorization: `Bearer ${token}` } });
const ask = (served: ServedGuides, { name, hash }: ServedGuides['guides'][number]) =>
  call(served, '/api/runs', {
    method: 'POST',
    body: JSON.stringify({ guide: name, step: 'only', hash, key: `${name}-${Math.random()}`, mode: 'only' }),
  });

/** The events that the page of one guide receives: outputs and results by run. */
class Page {
  readonly outputs = new Map<string, string>();
  /** The guides that the received events named. */
  readonly guides = new Set<string>();
  readonly #results = new Map<string, StepResult>();
  readonly #waiting = new Map<string, (result: StepResult) => void>();
  readonly #stop = new AbortController();

  async follow(served: ServedGuides, guide: string): Promise<void> {
    const { body } = await call(served, `/api/events?after=0&guide=${guide}`, { signal: this.#stop.signal });
    void this.#read(body).catch(() => {});
  }

  ended(run: string): Promise<StepResult> {
    const result = this.#results.get(run);
    return result ? Promise.resolve(result) : new Promise((resolve) => this.#waiting.set(run, resolve));
  }

  close(): void {
    this.#stop.abort();
  }

  async #read(body: Response['body']): Promise<void> {
    let rest = '';
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#take(JSON.parse(line) as RunnerEvent);
    }
  }

  #take(event: RunnerEvent): void {
    if ('guide' in event) this.guides.add(event.guide);
    if (event.type === 'output')
      this.outputs.set(event.run, (this.outputs.get(event.run) ?? '') + event.text);
    if (event.type !== 'run-ended') return;
    this.#results.set(event.run, event.result);
    this.#waiting.get(event.run)?.(event.result);
  }
}

/**
 * Memory of a process and its descendants, in MiB. `once` counts shared pages once (Pss in proc(5)), and
 * `each` counts them in each process (Rss).
 */
function memoryOf(pid: number): { readonly once: number; readonly each: number } {
  const own = allPids().filter((each) => {
    for (let at: number | undefined = each; at; at = processStat(at)?.parent) if (at === pid) return true;
    return false;
  });
  const megabytes = (name: string) =>
    own.reduce((sum, each) => sum + (statusBytes(`/proc/${each}/smaps_rollup`, name) || 0), 0) / 1024 ** 2;
  return { once: Math.round(megabytes('Pss')), each: Math.round(megabytes('Rss')) };
}

const quantile = (values: readonly number[], at: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * at))] ?? 0;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('sessions: fifty at once stay apart and cost little, and one more is refused', async ({ task }) => {
  leavesNothing();
  const served = await serveInChild(sessionsAtMost + 1);
  const pages = new Map(served.guides.map(({ name }) => [name, new Page()]));
  onTestFinished(() => {
    for (const page of pages.values()) page.close();
  });
  await Promise.all([...pages].map(([name, page]) => page.follow(served, name)));
  const run = async (guide: ServedGuides['guides'][number]): Promise<StepResult & { id: string }> => {
    const answer = await ask(served, guide);
    expect(answer.status).toBe(202);
    const id = ((await answer.json()) as RunAnswer).runs[0]?.run ?? '';
    return { id, ...(await (pages.get(guide.name) as Page).ended(id)) };
  };
  const guides = served.guides.slice(0, sessionsAtMost);
  const [first, next] = [guides[0], served.guides[sessionsAtMost]];
  if (!first || !next) throw new Error('The server has too few guides.');

  // As a reference, the test measures one session alone. Its first run starts the shell.
  await run(first);
  const alone: number[] = [];
  for (let at = 0; at < 10; at += 1) alone.push((await run(first)).ms);

  const started = await Promise.all(guides.slice(1).map(run));
  expect(started.every(({ verdict }) => verdict === 'passed')).toBe(true);
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const results = await Promise.all(
      guides.map(async (guide, at) => {
        await pause((at / guides.length) * spreadMs);
        return run(guide);
      }),
    );
    for (const [at, { id, verdict }] of results.entries()) {
      expect(verdict).toBe('passed');
      const times = at === 0 ? 11 + round + 1 : round + 2;
      const lines = Array.from({ length: 20 }, (_, line) => `guide ${at} line ${line + 1} of run ${times}, `);
      const shown = pages.get(`guide-${at}`)?.outputs.get(id)?.split('\n') ?? [];
      expect(shown.map((line) => line.replace(/, .*/, ', '))).toEqual([...lines, '']);
    }
    took.push(...results.map(({ ms }) => ms));
  }
  const outputs = [...pages.values()].flatMap((page) => [...page.outputs.values()]);
  const folders = new Set(outputs.map((text) => /, (.*)/.exec(text)?.[1]));
  for (const [name, page] of pages) expect([...page.guides].filter((each) => each !== name)).toEqual([]);
  expect(folders.size).toBe(sessionsAtMost);
  const overhead = quantile(took, 0.95) - quantile(alone, 0.5);
  expect(overhead).toBeLessThan(overheadMs);
  const memory = memoryOf(served.child.pid ?? 0);
  expect(memory.once).toBeGreaterThan(50);
  expect(memory.each).toBeLessThan(memoryMb);

  const refused = await ask(served, next);
  expect([refused.status, await refused.json()]).toEqual([
    409,
    {
      code: 'sessions',
      message: expect.stringMatching(
        /^50 sessions are open, the most .+\. End one with .+: the session of guide-\d+ is idle\.$/,
      ),
    },
  ]);
  const typed = await call(served, `/api/sessions/${next.name}/line`, { method: 'POST', body: 'true' });
  expect([typed.status, ((await typed.json()) as { code: string }).code]).toEqual([409, 'sessions']);
  expect((await call(served, `/api/sessions/${first.name}/reset`, { method: 'POST' })).status).toBe(200);
  expect((await run(next)).verdict).toBe('passed');
  expect((await ask(served, first)).status).toBe(409);
  figure(
    task,
    `${rounds * sessionsAtMost} runs in ${sessionsAtMost} sessions before ${pages.size} pages: 0 lines ` +
      `crossed; p95 ${Math.round(overhead)} ms over a lone session; ${memory.each} MB in all, ` +
      `${memory.once} MB where shared pages count once; number ${sessionsAtMost + 1} refused until one ` +
      'was ended',
  );
});
