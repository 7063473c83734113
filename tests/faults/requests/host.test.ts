import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { makeHttpServer } from '../../../runner/server/guard/http-server.ts';
import { listenOnLoopback } from '../../../runner/server/guard/listen.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { hasIpv6Loopback } from '../../support/measure/listening.ts';
import { type RawRequest, rawRequest } from '../../support/requests/raw-request.ts';
import { serveGuide } from '../../support/servers/served-guide.ts';

/** The values of one or more `Host` headers, and whether they name this runner. */
const hosts: readonly (readonly [isUs: boolean, ...values: readonly ((port: number) => string)[]])[] = [
  [true, (port) => `127.0.0.1:${port}`],
  [true, (port) => `localhost:${port}`],
  [true, (port) => `[::1]:${port}`],
  [false],
  [false, () => ''],
  [false, () => '127.0.0.1'],
  [false, (port) => `127.0.0.1:${port === 65_535 ? 1024 : port + 1}`],
  [false, (port) => `127.0.0.1:0${port}`],
  [false, (port) => `LocalHost:${port}`],
  [false, (port) => `localhost.:${port}`],
  [false, (port) => `reader@127.0.0.1:${port}`],
  [false, (port) => `127.0.0.1.evil.example:${port}`],
  [false, (port) => `0.0.0.0:${port}`],
  [false, (port) => `2130706433:${port}`],
  [false, (port) => `[0:0:0:0:0:0:0:1]:${port}`],
  [false, (port) => `127.0.0.1:${port}`, (port) => `127.0.0.1:${port}`],
];

const addresses = ['127.0.0.1', ...(hasIpv6Loopback ? ['::1'] : [])];

test('guard: of 16 Host values only the three of this runner are accepted', async ({ task }) => {
  leavesNothing();
  const { server, call, hash } = await serveGuide(fence('$ true', 'id=a'));
  const port = Number(new URL(server.origin).port);
  const token = ['authorization', `Bearer ${server.token}`] as const;
  const body = JSON.stringify({ guide: 'x/g', step: 'a', hash: hash('a'), key: 'k', mode: 'only' });
  const requests: readonly RawRequest[] = [
    { target: '/' },
    { target: '/none.css' },
    { target: '/api/health' },
    { target: '/api/state', headers: [token] },
    { target: '/api/runs', method: 'POST', headers: [token], body },
  ];
  const before = await (await call('/api/state')).json();
  let refused = 0;
  const admitted = new Set<string>();
  for (const [isUs, ...values] of hosts) {
    const named = values.map((value) => ['host', value(port)] as const);
    for (const address of addresses) {
      for (const request of requests.slice(0, isUs ? -1 : undefined)) {
        const answer = await rawRequest(
          { port, address },
          { ...request, headers: [...named, ...(request.headers ?? [])] },
        );
        if (isUs) {
          expect([named, request.target, answer.status]).toEqual([
            named,
            request.target,
            request.target === '/none.css' ? 404 : 200,
          ]);
          admitted.add(values[0]?.(port) ?? '');
        } else {
          expect([named, request.target, answer.status, JSON.parse(answer.body)]).toMatchObject([
            named,
            request.target,
            403,
            { code: 'host' },
          ]);
          refused += 1;
        }
      }
    }
  }
  expect([hosts.length, admitted.size, refused]).toEqual([16, 3, 13 * requests.length * addresses.length]);
  expect(await (await call('/api/state')).json()).toEqual(before);
  figure(
    task,
    `16 values, ${admitted.size} admitted on ${addresses.join(' and ')}; ${refused} requests refused ` +
      'with 403 host before anything else, nothing run',
  );
});

test('guard: an address in the request line does not replace the Host', async ({ task }) => {
  leavesNothing();
  const { server } = await serveGuide(fence('$ true', 'id=a'));
  const port = Number(new URL(server.origin).port);
  const own = `127.0.0.1:${port}`;
  const targets = [
    `http://${own}/api/state`,
    'http://evil.example/api/state',
    `https://${own}/`,
    `//evil.example/`,
    '*',
    own,
    '',
  ];
  for (const target of targets) {
    const headers = [['host', own] as const, ['authorization', `Bearer ${server.token}`] as const];
    const { status } = await rawRequest({ port }, { target, headers });
    expect([target, [400, 403, 404].includes(status)]).toEqual([target, true]);
  }
  figure(task, `${targets.length} request lines with an address in them, none answered with anything`);
});

test.runIf(hasIpv6Loopback)(
  'listenOnLoopback: the port is taken on both loopback addresses or on none',
  async ({ task }) => {
    leavesNothing();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen({ port: 0, host: '::1' }, resolve));
    onTestFinished(() => void other.close());
    const taken = (other.address() as { port: number }).port;
    await expect(listenOnLoopback(makeHttpServer, { host: '127.0.0.1', port: taken })).rejects.toThrow(
      `Port ${taken} is in use. Choose another with --port N`,
    );
    const { servers, port } = await listenOnLoopback(makeHttpServer, { host: '[::1]', port: 0 });
    const held = servers.map((server) => server.address());
    for (const server of servers) server.close();
    expect(held).toMatchObject([
      { address: '127.0.0.1', port },
      { address: '::1', port },
    ]);
    figure(task, 'a port that another program has on ::1 alone is in use');
  },
);
