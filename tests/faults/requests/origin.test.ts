import { expect, test } from 'vitest';
import { fence } from '../../support/guides/guide-text.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { rawRequest } from '../../support/requests/raw-request.ts';
import { serveGuide } from '../../support/servers/served-guide.ts';

/** The values of one or more `Origin` headers, and whether the guard accepts a request with them. */
const origins: readonly (readonly [
  isAccepted: boolean,
  ...values: readonly ((host: string, port: string) => string)[],
])[] = [
  [true],
  [true, (host) => `http://${host}`],
  [false, () => 'null'],
  [false, (host) => `https://${host}`],
  [false, (host) => `http://${host}0`],
  [false, (host) => `http://${host.replace(/:\d+$/, '')}`],
  [false, (host, port) => `http://${host.startsWith('127.') ? 'localhost' : '127.0.0.1'}:${port}`],
  [false, (host) => `http://${host}.evil.example`],
  [false, (host) => `http://evil.${host}`],
  [false, (host) => `http://reader@${host}`],
  [false, (host) => `HTTP://${host}`],
  [false, (host) => `http://${host}/`],
  [false, (host) => `http://${host} http://evil.example`],
  [false, (host) => `http://${host}`, (host) => `http://${host}`],
];

/** Requests with the status of an accepted one. */
const methods = [
  ['GET', '/api/state', 200],
  ['POST', '/api/runs', 400],
  ['PUT', '/api/runs', 404],
  ['OPTIONS', '/api/runs', 404],
] as const;

test('guard: of 14 Origin values only none and our own are accepted', async ({ task }) => {
  leavesNothing();
  const { server, call } = await serveGuide(fence('$ true', 'id=a'));
  const { port } = new URL(server.origin);
  const before = await (await call('/api/state')).json();
  let refused = 0;
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]) {
    for (const [isAccepted, ...values] of origins) {
      const named = values.map((value) => ['origin', value(host, port)] as const);
      for (const [method, target, status] of methods) {
        const headers = [
          ['host', host] as const,
          ['authorization', `Bearer ${server.token}`] as const,
          ...named,
        ];
        const answer = await rawRequest({ port: Number(port) }, { method, target, headers });
        expect([named, method, answer.status]).toEqual([named, method, isAccepted ? status : 403]);
        if (isAccepted) continue;
        expect(JSON.parse(answer.body)).toMatchObject({ code: 'origin' });
        refused += 1;
      }
    }
  }
  expect([origins.length, refused]).toEqual([14, 12 * 4 * 3]);
  expect(await (await call('/api/state')).json()).toEqual(before);
  figure(
    task,
    `14 values, 4 methods, 3 names of loopback: none and our own admitted, ${refused} requests with ` +
      'the right token refused',
  );
});
