import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type RunningServer, startServer } from '../../runner/server/server.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import type { RunAnswer, RunnerEvent, RunnerState, RunRequest, StepResult } from '../../src/guide/protocol.ts';
import { fence } from '../support/guide-text.ts';
import { loopbackTarget } from '../support/loopback-target.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const body = [
  fence('$ export A=1', 'id=set'),
  fence('$ echo $A\n1', 'id=use'),
  fence('$ echo real\nprinted', 'id=differs'),
  fence('$ echo last\nlast', 'id=last'),
  fence('$ sleep 60', 'id=slow'),
  fence('$ kill -9 $$', 'id=deadly'),
].join('\n\n');

interface Client {
  readonly server: RunningServer;
  call(path: string, init?: RequestInit): Promise<Response>;
  run(step: string, change?: Partial<RunRequest>): Promise<Response>;
  /** Reads events until `enough`, from `after` on. */
  events(after: number, enough: (event: RunnerEvent) => boolean): Promise<RunnerEvent[]>;
  ended(run: string): Promise<StepResult>;
}

/** A server with one guide; its target is put in by hand, so that no cluster is needed. */
async function serve({ live = true, guideBody = body }: { live?: boolean; guideBody?: string } = {}): Promise<Client> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'site', 'index.html'), '<h1>page</h1>');
  const { guide } = parseGuide(`---\ntitle: T\n---\n${guideBody}\n`, { file: join(folder, 'g.mdx'), name: 'x/g' });
  const server = await startServer({
    guides: [guide],
    site: join(folder, 'site'),
    port: 0,
    choice: { kind: 'recorded' },
    name: 'none',
    kubeconfig: undefined,
    pathBehind: [],
  });
  onTestFinished(() => server.close());
  if (live) server.book.setTarget(loopbackTarget());
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${server.origin}${path}`, { ...init, headers: { authorization: `Bearer ${server.token}`, ...init.headers } });
  const events = async (after: number, enough: (event: RunnerEvent) => boolean) => {
    const stop = new AbortController();
    const response = await call(`/api/events?after=${after}`, { signal: stop.signal });
    const seen: RunnerEvent[] = [];
    let rest = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      seen.push(...lines.map((line) => JSON.parse(line) as RunnerEvent));
      if (seen.some(enough)) break;
    }
    stop.abort();
    return seen;
  };
  return {
    server,
    call,
    events,
    run: (step, change = {}) => {
      const hash = guide.steps.find(({ id }) => id === step)?.hash ?? 'none';
      return call('/api/runs', {
        method: 'POST',
        body: JSON.stringify({ guide: 'x/g', step, hash, key: `${step}-${Math.random()}`, mode: 'only', ...change }),
      });
    },
    ended: async (run) => {
      const seen = await events(0, (event) => event.type === 'run-ended' && event.run === run);
      return seen.find((event) => event.type === 'run-ended' && event.run === run)?.['result' as never] as unknown as StepResult;
    },
  };
}

async function runsOf(response: Response): Promise<RunAnswer['runs']> {
  expect(response.status).toBe(202);
  return ((await response.json()) as RunAnswer).runs;
}

test('server: a run is made, streamed in order, and kept for a page that comes later', async () => {
  const client = await serve();
  const [set] = await runsOf(await client.run('set'));
  await client.ended(set?.run ?? '');
  const [use] = await runsOf(await client.run('use'));
  expect(await client.ended(use?.run ?? '')).toMatchObject({ step: 'use', verdict: 'passed' });
  const seen = await client.events(0, (event) => event.type === 'run-ended' && event.run === use?.run);
  expect(seen[0]).toMatchObject({ type: 'hello', version: '0.1.0' });
  const own = seen.filter((event) => 'run' in event && event.run === use?.run);
  expect(own.map(({ type }) => type)).toEqual(['run-queued', 'run-started', 'command-started', 'output', 'command-ended', 'run-ended']);
  expect(own.find(({ type }) => type === 'output')).toMatchObject({ text: '1\n' });
  const numbers = seen.slice(1).map(({ seq }) => seq);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  const middle = numbers[3] ?? 0;
  const later = await client.events(middle, (event) => event.type === 'run-ended' && event.run === use?.run);
  expect(later.slice(1).map(({ seq }) => seq)).toEqual(numbers.slice(4));
  const state = (await (await client.call('/api/state')).json()) as RunnerState;
  expect(state.results['x/g']?.['use']).toMatchObject({ verdict: 'passed', commands: [{ output: '1\n' }] });
  expect(state.sessions['x/g']).toEqual({ state: 'ready' });
});

test('server: run all stops at the first step that does not pass and says so of the others', async () => {
  const client = await serve();
  const runs = await runsOf(await client.run('slow', { mode: 'to-here' }));
  expect(runs.map(({ step }) => step)).toEqual(['set', 'use', 'differs', 'last', 'slow']);
  expect(await client.ended(runs[4]?.run ?? '')).toMatchObject({ verdict: 'skipped', message: 'Not run: differs did not pass.' });
  expect(await client.ended(runs[2]?.run ?? '')).toMatchObject({ verdict: 'differs' });
  const again = await runsOf(await client.run('last', { mode: 'to-here' }));
  expect(again.map(({ step }) => step)).toEqual(['differs', 'last']);
});

test('server: the same key asks once, and is refused for another step', async () => {
  const client = await serve();
  const first = await runsOf(await client.run('set', { key: 'k' }));
  expect(await runsOf(await client.run('set', { key: 'k' }))).toEqual(first);
  expect((await client.run('last', { key: 'k' })).status).toBe(409);
});

test('server: nothing left to run is said, and the queue lives on', async () => {
  const client = await serve({ guideBody: fence('$ true', 'id=only') });
  await client.ended((await runsOf(await client.run('only')))[0]?.run ?? '');
  const refused = await client.run('only', { mode: 'all' });
  expect([refused.status, await refused.json()]).toEqual([409, { code: 'not-runnable', message: expect.stringContaining('nothing left to run') }]);
  const [again] = await runsOf(await client.run('only'));
  expect(await client.ended(again?.run ?? '')).toMatchObject({ verdict: 'passed' });
});

test('server: stopping a queued run leaves those before it, and a second request queues nothing twice', async () => {
  const client = await serve({ guideBody: ['a', 'b', 'c', 'd'].map((id) => fence(`$ sleep 0.${id === 'a' ? 5 : 0}`, `id=${id}`)).join('\n\n') });
  const runs = await runsOf(await client.run('d', { mode: 'to-here' }));
  expect((await client.run('d', { mode: 'to-here' })).status).toBe(409);
  await client.call(`/api/runs/${runs[2]?.run}/cancel`, { method: 'POST' });
  const verdicts = await Promise.all(runs.map(async ({ run }) => (await client.ended(run)).verdict));
  expect(verdicts).toEqual(['passed', 'passed', 'cancelled', 'cancelled']);
});

test('server: a running step is stopped, and what stands behind it is not begun', async () => {
  const client = await serve();
  const [slow] = await runsOf(await client.run('slow'));
  await client.events(0, (event) => event.type === 'command-started');
  const [queued] = await runsOf(await client.run('last'));
  expect((await client.call(`/api/runs/${queued?.run}/cancel`, { method: 'POST' })).status).toBe(200);
  expect(await client.ended(queued?.run ?? '')).toMatchObject({ verdict: 'cancelled', message: 'Stopped before it began.' });
  await client.call(`/api/runs/${slow?.run}/cancel`, { method: 'POST' });
  expect(await client.ended(slow?.run ?? '')).toMatchObject({ verdict: 'cancelled' });
  expect((await client.call(`/api/runs/${slow?.run}/cancel`, { method: 'POST' })).status).toBe(404);
});

test('server: a killed shell is an interrupted run, and the session says whose variables are lost', async () => {
  const client = await serve();
  await client.ended((await runsOf(await client.run('set')))[0]?.run ?? '');
  const [deadly] = await runsOf(await client.run('deadly'));
  expect(await client.ended(deadly?.run ?? '')).toMatchObject({ verdict: 'interrupted' });
  const state = (await (await client.call('/api/state')).json()) as RunnerState;
  expect(state.sessions['x/g']).toEqual({
    state: 'lost',
    lost: ['set'],
    message: 'The shell ended; a new one starts with the next step.',
  });
  const refused = await client.run('use');
  expect([refused.status, await refused.json()]).toEqual([409, { code: 'needs', message: 'use needs set first. "Run to here" runs what is missing.' }]);
});

test('server: reset forgets the results and starts over', async () => {
  const client = await serve();
  await client.ended((await runsOf(await client.run('set')))[0]?.run ?? '');
  expect((await client.call(`/api/sessions/${encodeURIComponent('x/g')}/reset`, { method: 'POST' })).status).toBe(200);
  const state = (await (await client.call('/api/state')).json()) as RunnerState;
  expect([state.results['x/g'], state.sessions['x/g']]).toEqual([{}, { state: 'none' }]);
  expect((await client.run('use')).status).toBe(409);
});

test.each<[string, Partial<RunRequest> | string, number, string]>([
  ['an unknown guide', { guide: 'x/none' }, 404, 'unknown-guide'],
  ['an unknown step', { step: 'none' }, 404, 'unknown-step'],
  ['another hash', { hash: 'f'.repeat(64) }, 409, 'stale-hash'],
  ['an unknown mode', { mode: 'everything' as never }, 400, 'bad-request'],
  ['text instead of a step', 'kubectl delete ns default', 400, 'bad-request'],
  ['no step', { step: '' }, 400, 'bad-request'],
])('server: %s is refused with a sentence', async (_, change, status, code) => {
  const client = await serve();
  const response = typeof change === 'string' ? await client.call('/api/runs', { method: 'POST', body: change }) : await client.run('set', change);
  const refusal = (await response.json()) as { code: string; message: string };
  expect([response.status, refusal.code]).toEqual([status, code]);
  expect(refusal.message).toMatch(/\.$/);
});

test('server: before there is a cluster a run is refused and says that the page will turn live', async () => {
  const client = await serve({ live: false });
  const response = await client.run('set');
  expect([response.status, await response.json()]).toEqual([409, { code: 'not-live', message: expect.stringContaining('turns live by itself') }]);
});

test('server: the API wants the token, the page does not, and nothing is sent to other hosts', async () => {
  const { server } = await serve();
  expect((await fetch(`${server.origin}/api/state`)).status).toBe(401);
  expect(await (await fetch(`${server.origin}/api/health`)).json()).toEqual({ guiderail: '0.1.0', ready: false });
  const page = await fetch(`${server.origin}/`);
  expect([page.status, await page.text()]).toEqual([200, '<h1>page</h1>']);
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(page.headers.get('access-control-allow-origin')).toBeNull();
  expect(page.headers.get('set-cookie')).toBeNull();
  expect((await fetch(`${server.origin}/%2e%2e/g.mdx`)).status).toBe(404);
  expect(await statusFor(server, 'localhost')).toBe(403);
});

test('server: too large a body is refused', async () => {
  const client = await serve();
  expect((await client.call('/api/runs', { method: 'POST', body: 'x'.repeat(100_000) })).status).toBe(413);
});

test('server: a port in use is told with what to do', async () => {
  const { server } = await serve();
  const port = Number(new URL(server.origin).port);
  const second = startServer({ guides: [], site: '/', port, choice: { kind: 'recorded' }, name: 'none', kubeconfig: undefined, pathBehind: [] });
  await expect(second).rejects.toThrow(`Port ${port} is in use. Choose another with --port N`);
});

async function statusFor(server: RunningServer, host: string): Promise<number> {
  const { port } = new URL(server.origin);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/', headers: { host: `${host}:${port}` } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}
