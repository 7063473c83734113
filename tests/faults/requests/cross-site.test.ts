import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fence } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { type RawRequest, rawRequest } from '../../support/requests/raw-request.ts';
import { pathOf, routeTable } from '../../support/requests/route-table.ts';
import { runsOf, serveGuide } from '../../support/servers/served-guide.ts';

const foreign = ['origin', 'http://evil.example'] as const;
const crossSite = ['sec-fetch-site', 'cross-site'] as const;
const sameSite = ['sec-fetch-site', 'same-site'] as const;
const type = (value: string) => ['content-type', value] as const;

/**
 * Requests that a page of another site can send without a preflight ("CORS-safelisted" in the Fetch
 * Standard), with the headers that the browser adds.
 */
const simple: readonly (readonly [name: string, request: (body: string) => RawRequest])[] = [
  [
    'a form',
    (body) => ({
      method: 'POST',
      headers: [foreign, crossSite, type('application/x-www-form-urlencoded')],
      body: new URLSearchParams(JSON.parse(body)).toString(),
    }),
  ],
  [
    'a form that is JSON',
    (body) => ({
      method: 'POST',
      headers: [foreign, crossSite, type('text/plain')],
      body: `${body.slice(0, -1)},"x":"=\r\n"}`,
    }),
  ],
  [
    'a form with a file',
    (body) => ({
      method: 'POST',
      headers: [foreign, crossSite, type('multipart/form-data; boundary=b')],
      body: `--b\r\ncontent-disposition: form-data; name="x"; filename="x"\r\n\r\n${body}\r\n--b--`,
    }),
  ],
  [
    'a fetch without CORS',
    (body) => ({
      method: 'POST',
      headers: [foreign, crossSite, ['sec-fetch-mode', 'no-cors'], type('text/plain')],
      body,
    }),
  ],
  [
    'a beacon',
    (body) => ({ method: 'POST', headers: [foreign, crossSite, ['sec-fetch-dest', 'empty']], body }),
  ],
  [
    'a page of another port',
    (body) => ({
      method: 'POST',
      headers: [['origin', 'http://127.0.0.1:1'], sameSite, type('text/plain')],
      body,
    }),
  ],
  [
    'a sandboxed frame',
    (body) => ({ method: 'POST', headers: [['origin', 'null'], crossSite, type('text/plain')], body }),
  ],
  ['no origin, another site', (body) => ({ method: 'POST', headers: [crossSite, type('text/plain')], body })],
  ['no origin, another port', (body) => ({ method: 'POST', headers: [sameSite, type('text/plain')], body })],
  ['a picture', () => ({ headers: [crossSite, ['sec-fetch-mode', 'no-cors'], ['sec-fetch-dest', 'image']] })],
  [
    'a script of another port',
    () => ({ headers: [sameSite, ['sec-fetch-mode', 'no-cors'], ['sec-fetch-dest', 'script']] }),
  ],
  [
    'a link',
    () => ({
      headers: [
        crossSite,
        ['sec-fetch-mode', 'navigate'],
        ['sec-fetch-dest', 'document'],
        ['sec-fetch-user', '?1'],
      ],
    }),
  ],
];

test('guard: no request that a page of another site can send runs a step, even with the token', async ({
  task,
}) => {
  leavesNothing();
  const createdFile = join(temporaryFolder(), 'made');
  const { server, call, hash, run, ended } = await serveGuide(fence(`$ touch ${createdFile}`, 'id=a'));
  const { host, port } = new URL(server.origin);
  const body = JSON.stringify({ guide: 'x/g', step: 'a', hash: hash('a'), key: 'k', mode: 'only' });
  const before = await (await call('/api/state')).json();
  const targets = ['/api/runs', '/api/state', `/api/sessions/${encodeURIComponent('x/g')}/line`];
  let sent = 0;
  for (const [name, request] of simple) {
    for (const target of targets) {
      for (const token of [[], [['authorization', `Bearer ${server.token}`] as const]]) {
        const { headers = [], ...rest } = request(body);
        const answer = await rawRequest(
          { port: Number(port) },
          { ...rest, target, headers: [['host', host], ...token, ...headers] },
        );
        expect([name, target, answer.status, JSON.parse(answer.body)]).toMatchObject([
          name,
          target,
          403,
          { code: 'origin' },
        ]);
        sent += 1;
      }
    }
  }
  expect(await (await call('/api/state')).json()).toEqual(before);
  expect(existsSync(createdFile)).toBe(false);
  await ended((await runsOf(await run('a')))[0]?.run ?? '');
  expect(existsSync(createdFile)).toBe(true);
  figure(
    task,
    `${simple.length} kinds of simple request to ${targets.length} routes, with and without the token: ` +
      `${sent} refused, nothing run`,
  );
});

test('routes: GET and HEAD change nothing, while a step runs', async ({ task }) => {
  leavesNothing();
  const { server, call, run, events } = await serveGuide(
    fence('$ read -r answer; echo "$answer"\nyes', 'id=waits'),
  );
  const [waits] = await runsOf(await run('waits'));
  // From this event on, the state changes only by requests.
  await events(0, (event) => event.type === 'input-awaited');
  const before = await (await call('/api/state')).json();
  const paths = new Set(routeTable().map((route) => pathOf(route, { run: waits?.run ?? '', guide: 'x/g' })));
  for (const path of paths) {
    for (const method of ['GET', 'HEAD']) {
      const stop = new AbortController();
      const answer = await call(path, { method, signal: stop.signal });
      expect([path, method, answer.status]).toEqual([
        path,
        method,
        ['/api/health', '/api/state', '/api/events'].includes(path) ? 200 : 404,
      ]);
      stop.abort();
    }
  }
  expect(await (await call('/api/state')).json()).toEqual(before);
  await call(`/api/runs/${waits?.run}/input`, { method: 'POST', body: 'yes\n' });
  await events(0, (event) => event.type === 'run-ended' && event.result.verdict === 'passed');
  expect(server.target.state.phase).toBe('recorded');
  figure(
    task,
    `${paths.size} paths of the route table, GET and HEAD with the token: the state is the same to the ` +
      'last number',
  );
});
