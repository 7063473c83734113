import { request } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../runner/server/server.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import type { PlanAnswer, RunnerEvent, RunnerState, RunRequest } from '../../src/guide/protocol.ts';
import { startEmptyCluster } from '../support/clusters/empty-cluster.ts';
import { fence } from '../support/guides/guide-text.ts';
import { type Client, runsOf, serveGuide } from '../support/servers/served-guide.ts';

const body = [
  fence('$ export A=1', 'id=set'),
  fence('$ echo $A\n1', 'id=use'),
  fence('$ echo real\nprinted', 'id=differs'),
  fence('$ echo last\nlast', 'id=last'),
  fence('$ sleep 60', 'id=slow'),
  fence('$ kill -9 $$', 'id=deadly'),
].join('\n\n');

test('server: a run is made, streamed in order, and kept for a page that comes later', async () => {
  const client = await serveGuide(body);
  const [set] = await runsOf(await client.run('set'));
  await client.ended(set?.run ?? '');
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
  const state = (await (await client.call('/api/state')).json()) as RunnerState;
  expect(state.results['x/g']?.['use']).toMatchObject({ verdict: 'passed', commands: [{ output: '1\n' }] });
  expect(state.sessions['x/g']).toEqual({ state: 'ready' });
});

test('server: run all stops at the first step that does not pass and says so of the others', async () => {
  const client = await serveGuide(body);
  const runs = await runsOf(await client.run('slow', { mode: 'to-here' }));
  expect(runs.map(({ step }) => step)).toEqual(['set', 'use', 'differs', 'last', 'slow']);
  expect(await client.ended(runs[4]?.run ?? '')).toMatchObject({
    verdict: 'skipped',
    message: 'Not run: differs did not pass.',
  });
  expect(await client.ended(runs[2]?.run ?? '')).toMatchObject({ verdict: 'differs' });
  const again = await runsOf(await client.run('last', { mode: 'to-here' }));
  expect(again.map(({ step }) => step)).toEqual(['differs', 'last']);
});

test('server: the same key asks once, and is refused for another step', async () => {
  const client = await serveGuide(body);
  const first = await runsOf(await client.run('set', { key: 'k' }));
  expect(await runsOf(await client.run('set', { key: 'k' }))).toEqual(first);
  expect((await client.run('last', { key: 'k' })).status).toBe(409);
});

test('server: a key that a run under way answered gets the same answer when that run is over', async () => {
  const client = await serveGuide(fence('$ read -r answer', 'id=ask'));
  const first = await runsOf(await client.run('ask', { key: 'first' }));
  expect(await runsOf(await client.run('ask', { key: 'second' }))).toEqual(first);
  await client.events(0, (event) => event.type === 'input-awaited');
  await client.call(`/api/runs/${first[0]?.run}/input`, { method: 'POST', body: 'text\n' });
  await client.ended(first[0]?.run ?? '');
  for (const key of ['first', 'second'])
    expect(await runsOf(await client.run('ask', { key }))).toEqual(first);
});

test('server: a key keeps its answer when the session is reset', async () => {
  const client = await serveGuide(body);
  const first = await runsOf(await client.run('set', { key: 'k' }));
  await client.call(`/api/sessions/${encodeURIComponent('x/g')}/reset`, { method: 'POST' });
  expect(await runsOf(await client.run('set', { key: 'k' }))).toEqual(first);
});

test('server: a key whose request was refused is free: the same request may be accepted later', async () => {
  const client = await serveGuide(body);
  expect((await client.run('use', { key: 'k' })).status).toBe(409);
  await client.ended((await runsOf(await client.run('set')))[0]?.run ?? '');
  const accepted = await runsOf(await client.run('use', { key: 'k' }));
  expect(await runsOf(await client.run('use', { key: 'k' }))).toEqual(accepted);
});

test('server: nothing left to run is said, and the queue lives on', async () => {
  const client = await serveGuide(fence('$ true', 'id=only'));
  await client.ended((await runsOf(await client.run('only')))[0]?.run ?? '');
  const refused = await client.run('only', { mode: 'all' });
  expect([refused.status, await refused.json()]).toEqual([
    409,
    { code: 'not-runnable', message: expect.stringContaining('nothing left to run') },
  ]);
  const [again] = await runsOf(await client.run('only'));
  expect(await client.ended(again?.run ?? '')).toMatchObject({ verdict: 'passed' });
});

test('server: stopping a queued run leaves those before it, and a second request queues nothing twice', async () => {
  const client = await serveGuide(
    ['a', 'b', 'c', 'd'].map((id) => fence(`$ sleep 0.${id === 'a' ? 5 : 0}`, `id=${id}`)).join('\n\n'),
  );
  const runs = await runsOf(await client.run('d', { mode: 'to-here' }));
  expect((await client.run('d', { mode: 'to-here' })).status).toBe(409);
  await client.call(`/api/runs/${runs[2]?.run}/cancel`, { method: 'POST' });
  const verdicts = await Promise.all(runs.map(async ({ run }) => (await client.ended(run)).verdict));
  expect(verdicts).toEqual(['passed', 'passed', 'cancelled', 'cancelled']);
});

test('server: a running step is stopped, and what stands behind it is not begun', async () => {
  const client = await serveGuide(body);
  const [slow] = await runsOf(await client.run('slow'));
  await client.events(0, (event) => event.type === 'command-started');
  const [queued] = await runsOf(await client.run('last'));
  expect((await client.call(`/api/runs/${queued?.run}/cancel`, { method: 'POST' })).status).toBe(200);
  expect(await client.ended(queued?.run ?? '')).toMatchObject({
    verdict: 'cancelled',
    message: 'Stopped before it began.',
  });
  await client.call(`/api/runs/${slow?.run}/cancel`, { method: 'POST' });
  expect(await client.ended(slow?.run ?? '')).toMatchObject({ verdict: 'cancelled' });
  expect((await client.call(`/api/runs/${slow?.run}/cancel`, { method: 'POST' })).status).toBe(404);
});

test('server: a killed shell is an interrupted run, and the session says whose variables are lost', async () => {
  const client = await serveGuide(body);
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
  expect([refused.status, await refused.json()]).toEqual([
    409,
    { code: 'needs', message: 'use needs set first. "Run to here" runs what is missing.' },
  ]);
});

test('server: reset forgets the results and starts over', async () => {
  const client = await serveGuide(body);
  await client.ended((await runsOf(await client.run('set')))[0]?.run ?? '');
  expect(
    (await client.call(`/api/sessions/${encodeURIComponent('x/g')}/reset`, { method: 'POST' })).status,
  ).toBe(200);
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
  const client = await serveGuide(body);
  const response =
    typeof change === 'string'
      ? await client.call('/api/runs', { method: 'POST', body: change })
      : await client.run('set', change);
  const refusal = (await response.json()) as { code: string; message: string };
  expect([response.status, refusal.code]).toEqual([status, code]);
  expect(refusal.message).toMatch(/\.$/);
});

test('server: before there is a cluster a run is refused and says that the page will turn live', async () => {
  const client = await serveGuide(body, { live: false });
  const response = await client.run('set');
  expect([response.status, await response.json()]).toEqual([
    409,
    { code: 'not-live', message: expect.stringContaining('turns live by itself') },
  ]);
});

/** Types in the session's terminal: a whole line, or to what runs. */
const typeTo = (client: Client, way: 'line' | 'input', text: string, guide = 'x/g') =>
  client.call(`/api/sessions/${encodeURIComponent(guide)}/${way}`, { method: 'POST', body: text });

const shown = (events: readonly RunnerEvent[]) =>
  events.map((event) => (event.type === 'terminal' ? event.text : '')).join('');

test(
  'server: a typed line runs in the session’s shell, and its terminal is streamed to a page that comes ' +
    'later too',
  async () => {
    const client = await serveGuide(body);
    expect((await typeTo(client, 'line', 'export A=1')).status).toBe(200);
    await client.events(0, (event) => event.type === 'typed' && !event.running);
    const [use] = await runsOf(await client.run('use'));
    expect(await client.ended(use?.run ?? '')).toMatchObject({ verdict: 'passed' });
    const all = await client.events(0, (event) => event.type === 'run-ended');
    expect(shown(all).replaceAll(/\u001b\[[\d;]*m/g, '')).toBe(
      '$ export A=1\r\n# step 2: use\r\n$ echo $A\r\n1\r\n',
    );
    const middle = all.find(({ type }) => type === 'terminal')?.seq ?? 0;
    const later = await client.events(middle, (event) => event.type === 'run-ended');
    expect(shown(all).endsWith(shown(later))).toBe(true);
    expect(shown(later)).not.toContain('export');
  },
);

test('server: a run waits for a typed command; a line is refused while one runs, and keys where none does', async () => {
  const client = await serveGuide(body);
  expect(await (await typeTo(client, 'input', 'x')).json()).toEqual({
    code: 'not-runnable',
    message: 'No command runs at this moment.',
  });
  await typeTo(client, 'line', 'read -r answer; echo "got $answer"');
  const refused = await typeTo(client, 'line', 'echo second');
  expect([refused.status, await refused.json()]).toEqual([
    409,
    { code: 'busy', message: expect.stringContaining('was not run') },
  ]);
  const [last] = await runsOf(await client.run('last'));
  const state = (await (await client.call('/api/state')).json()) as RunnerState;
  expect([state.runs.map((each) => each.state), state.typing]).toEqual([['queued'], ['x/g']]);
  await client.events(0, (event) => event.type === 'terminal' && event.text.includes('read -r'));
  await typeTo(client, 'input', 'it\n');
  expect(await client.ended(last?.run ?? '')).toMatchObject({ verdict: 'passed' });
  expect(shown(await client.events(0, (event) => event.type === 'run-ended'))).toContain('got it\r\n');
});

test(
  'server: a line is refused while a step runs; keys and input of the run reach that; a line that goes ' +
    'on is told so',
  async () => {
    const client = await serveGuide(
      fence('$ touch x; read -r a; read -r b; echo "$a $b"\none two', 'id=ask'),
    );
    expect(await (await typeTo(client, 'line', 'cat <<END')).json()).toMatchObject({ code: 'unfinished' });
    const [ask] = await runsOf(await client.run('ask'));
    await client.events(0, (event) => event.type === 'input-awaited');
    expect(await (await typeTo(client, 'line', 'echo no')).json()).toMatchObject({
      code: 'busy',
      message: 'Step 1 is under way. The line was not run.',
    });
    await typeTo(client, 'input', 'one\n');
    expect((await client.call(`/api/runs/${ask?.run}/input`, { method: 'POST', body: 'two\n' })).status).toBe(
      200,
    );
    expect(await client.ended(ask?.run ?? '')).toMatchObject({ verdict: 'passed' });
  },
);

test('server: the page is told that a step’s command hides typed text, and no typed text is kept', async () => {
  const client = await serveGuide(
    fence('$ touch x; read -r a; read -rs b; echo "${#a} ${#b}"\n6 13', 'id=ask'),
  );
  const [ask] = await runsOf(await client.run('ask'));
  await client.events(0, (event) => event.type === 'input-awaited' && !('hidden' in event));
  await typeTo(client, 'input', 'reader\n');
  await client.events(0, (event) => event.type === 'input-awaited' && 'hidden' in event);
  await typeTo(client, 'input', 'open-sesame-1\n');
  expect(await client.ended(ask?.run ?? '')).toMatchObject({ verdict: 'passed' });
  const kept =
    JSON.stringify(await client.events(0, (event) => event.type === 'run-ended')) +
    (await (await client.call('/api/state')).text());
  expect(kept).not.toContain('open-sesame-1');
});

test('server: the page is told when a typed command begins and stops hiding typed text', async () => {
  const client = await serveGuide(body);
  await typeTo(client, 'line', 'read -rs -p "say " a; echo; read -r b; echo "${#a} $b"');
  await client.events(0, (event) => event.type === 'typed' && 'hidden' in event);
  await typeTo(client, 'input', 'open-sesame-2\n');
  await client.events(0, (event) => event.type === 'typed' && event.running && !('hidden' in event));
  await typeTo(client, 'input', 'seen\n');
  const events = await client.events(0, (event) => event.type === 'typed' && !event.running);
  expect(shown(events)).toContain('say \r\nseen\r\n13 seen\r\n');
  expect(JSON.stringify(events)).not.toContain('open-sesame-2');
});

test('server: the terminal has the same door as everything else', async () => {
  const client = await serveGuide(body);
  for (const way of ['line', 'input']) {
    const path = `${client.server.origin}/api/sessions/${encodeURIComponent('x/g')}/${way}`;
    expect((await fetch(path, { method: 'POST', body: 'touch /tmp/never' })).status).toBe(401);
    const headers = { authorization: `Bearer ${client.server.token}`, origin: 'http://evil.example' };
    expect((await fetch(path, { method: 'POST', body: 'touch /tmp/never', headers })).status).toBe(403);
  }
  expect((await typeTo(client, 'line', 'true', 'x/none')).status).toBe(404);
  expect((await typeTo(await serveGuide(body, { live: false }), 'line', 'true')).status).toBe(409);
});

test('server: reset ends a typed command and forgets the terminal', async () => {
  const client = await serveGuide(body);
  await typeTo(client, 'line', 'sleep 1000');
  await client.events(0, (event) => event.type === 'terminal');
  expect(
    (await client.call(`/api/sessions/${encodeURIComponent('x/g')}/reset`, { method: 'POST' })).status,
  ).toBe(200);
  const after = await client.events(0, (event) => event.type === 'session' && event.state.state === 'none');
  expect(shown(after)).toBe('');
});

test('server: a step is checked only, and one that only writes is refused with a sentence', async () => {
  const client = await serveGuide(
    [fence('$ touch made', 'id=make role=setup'), fence('$ touch never\n$ ls\nmade', 'id=look')].join('\n\n'),
  );
  await typeTo(client, 'line', 'touch made');
  const [look] = await runsOf(await client.run('look', { mode: 'check' }));
  const result = await client.ended(look?.run ?? '');
  expect(result).toMatchObject({ verdict: 'passed', checked: true });
  expect(await (await client.run('make', { mode: 'check' })).json()).toEqual({
    code: 'not-runnable',
    message: expect.stringContaining('make only writes'),
  });
});

test('server: the API wants the token, the page does not, and nothing is sent to other hosts', async () => {
  const { server } = await serveGuide(body);
  expect((await fetch(`${server.origin}/api/state`)).status).toBe(401);
  expect(await (await fetch(`${server.origin}/api/health`)).json()).toEqual({
    guiderail: '0.1.0',
    ready: false,
  });
  const page = await fetch(`${server.origin}/`);
  expect([page.status, await page.text()]).toEqual([200, '<h1>page</h1>']);
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(page.headers.get('access-control-allow-origin')).toBeNull();
  expect(page.headers.get('set-cookie')).toBeNull();
  expect((await fetch(`${server.origin}/%2e%2e/g.mdx`)).status).toBe(404);
  expect(await statusFor(server, 'localhost.')).toBe(403);
});

test('server: too large a body is refused', async () => {
  const client = await serveGuide(body);
  expect((await client.call('/api/runs', { method: 'POST', body: 'x'.repeat(100_000) })).status).toBe(413);
});

test('server: a port in use is told with what to do', async () => {
  const { server } = await serveGuide(body);
  const port = Number(new URL(server.origin).port);
  const second = startServer({
    guides: [],
    site: '/',
    port,
    choice: { kind: 'recorded' },
    name: 'none',
    kubeconfig: undefined,
    pathBehind: [],
  });
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

test('server: a plan says what runs, what holds and what deletes, and runs nothing', async () => {
  const client = await serveGuide(
    [body, fence('$ rm -f x; kubectl delete svc y', 'id=wipe role=cleanup')].join('\n\n'),
  );
  const [set] = await runsOf(await client.run('set'));
  await client.ended(set?.run ?? '');
  const hash = client.hash('wipe');
  const ask = (change: object) =>
    client.call('/api/plan', {
      method: 'POST',
      body: JSON.stringify({ guide: 'x/g', step: 'wipe', hash, mode: 'all', ...change }),
    });
  const { steps } = (await (await ask({})).json()) as PlanAnswer;
  expect(steps.map(({ step, does }) => [step, does])).toEqual([
    ['set', 'holds'],
    ['use', 'run'],
    ['differs', 'run'],
    ['last', 'run'],
    ['slow', 'run'],
    ['deadly', 'run'],
    ['wipe', 'run'],
  ]);
  expect(steps.at(-1)?.destroys).toEqual(['rm -f x; kubectl delete svc y']);
  expect((await ask({ hash: 'other' })).status).toBe(409);
  expect((await ask({ mode: 'some' })).status).toBe(400);
  const state = (await (await client.call('/api/state')).json()) as RunnerState;
  expect(state.runs).toEqual([]);
});

test('server: from here runs the step and what is behind it, and names what it needs first', async () => {
  const client = await serveGuide(
    [
      fence('$ export A=1', 'id=set'),
      fence('$ echo $A\n1', 'id=use'),
      fence('$ echo last\nlast', 'id=last'),
    ].join('\n\n'),
  );
  const early = await client.run('use', { mode: 'from-here' });
  expect(early.status).toBe(409);
  expect(await early.json()).toMatchObject({ code: 'needs', message: expect.stringContaining('set') });
  const [set] = await runsOf(await client.run('set'));
  await client.ended(set?.run ?? '');
  expect((await runsOf(await client.run('use', { mode: 'from-here' }))).map(({ step }) => step)).toEqual([
    'use',
    'last',
  ]);
});

test('server: stale steps are told, run again by run to here, and by another text of the page', async () => {
  const bodyOf = (printed: string) =>
    [
      fence('$ export A=1', 'id=set'),
      fence('$ echo $A\n1', 'id=use'),
      fence(`$ echo one\n${printed}`, 'id=other'),
    ].join('\n\n');
  const client = await serveGuide(bodyOf('one'));
  for (const id of ['set', 'use', 'other', 'set']) {
    const [run] = await runsOf(await client.run(id));
    expect(await client.ended(run?.run ?? '')).toMatchObject({ verdict: 'passed' });
  }
  const staleOf = async () => ((await (await client.call('/api/state')).json()) as RunnerState).stale['x/g'];
  expect(await staleOf()).toEqual({ use: 'It needs set, which ran again since.' });
  const seen = await client.events(0, (event) => event.type === 'stale');
  expect(seen.find(({ type }) => type === 'stale')).toMatchObject({
    guide: 'x/g',
    steps: { use: expect.stringContaining('set') },
  });
  expect((await runsOf(await client.run('other', { mode: 'to-here' }))).map(({ step }) => step)).toEqual([
    'use',
    'other',
  ]);
  const parse = (text: string) =>
    parseGuide(`---\ntitle: T\n---\n${bodyOf(text)}\n`, { file: client.file, name: 'x/g' }).guide;
  await client.events(0, (event) => event.type === 'stale' && Object.keys(event.steps).length === 0);
  client.server.runs.replaceGuides([parse('two')]);
  expect(await staleOf()).toEqual({ other: 'Its text changed since it ran.' });
  client.server.runs.replaceGuides([parse('one')]);
  expect(await staleOf()).toEqual({});
});

test(
  'server: a guide that is added can be run, a removed one is refused with a sentence, and goes on where ' +
    'it was when it is back',
  async () => {
    const client = await serveGuide(body);
    const parse = (name: string) =>
      parseGuide(`---\ntitle: T\n---\n${body}\n`, { file: client.file, name }).guide;
    const [set] = await runsOf(await client.run('set'));
    await client.ended(set?.run ?? '');
    client.server.runs.replaceGuides([parse('x/added')]);
    const [added] = await runsOf(await client.run('set', { guide: 'x/added' }));
    expect(await client.ended(added?.run ?? '')).toMatchObject({ verdict: 'passed' });

    const refusal = {
      code: 'unknown-guide',
      message: 'There is no guide x/g. If it was renamed or removed, reload the page.',
    };
    const refused = await client.run('use');
    expect([refused.status, await refused.json()]).toEqual([404, refusal]);
    expect(await (await typeTo(client, 'line', 'true')).json()).toEqual(refusal);

    client.server.runs.replaceGuides([parse('x/g'), parse('x/added')]);
    const [use] = await runsOf(await client.run('use'));
    expect(await client.ended(use?.run ?? '')).toMatchObject({ verdict: 'passed' });
  },
);

test(
  'server: where there can be no folder for the site it says so, and nothing listens that would keep the ' +
    'program from ending',
  async () => {
    const { port, close } = await startEmptyCluster();
    await close();
    const options = {
      guides: [],
      port,
      choice: { kind: 'recorded' },
      name: 'none',
      kubeconfig: undefined,
      pathBehind: [],
    } as const;
    const site = join(import.meta.filename, 'dist');
    await expect(startServer({ ...options, site })).rejects.toThrow(
      `The folder ${site} for the site cannot be made: `,
    );
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    });
  },
);
