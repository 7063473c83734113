import { expect, test } from 'vitest';
import { fence } from '../../support/guides/guide-text.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { rawRequest } from '../../support/requests/raw-request.ts';
import { pathOf, routeTable } from '../../support/requests/route-table.ts';
import { serveGuide } from '../../support/servers/served-guide.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

test('routes: every route of the API but health requires the token', async ({ task }) => {
  leavesNothing();
  const { server, call } = await serveGuide(fence('$ true', 'id=a'));
  const before = await (await call('/api/state')).json();
  const routes = routeTable();
  const names = new Set(routes.map(({ path }) => path));
  let requestCount = 0;
  for (const route of routes) {
    for (const method of route.method === 'ALL' ? methods : [route.method]) {
      const path = pathOf(route, { run: 'none', guide: 'x/g' });
      const answer = await fetch(server.origin + path, { method });
      requestCount += 1;
      if (route.path === '/api/health')
        expect(await answer.json()).toEqual({ guiderail: '0.1.0', ready: false });
      // Every program on this machine may read pages. All other routes belong to the API.
      else if (route.path === '/*') expect([method, answer.status]).toEqual([method, 404]);
      else expect([route, method, answer.status]).toEqual([route, method, 401]);
    }
  }
  for (const path of ['/api/health', '/api/state', '/api/events', '/api/runs', '/api/runs/:run/cancel', '/*'])
    expect(names).toContain(path);
  expect(await (await call('/api/state')).json()).toEqual(before);
  figure(
    task,
    `${routes.length} entries of the app's own table, ${requestCount} requests without the token: 401, but ` +
      'for health and pages',
  );
});

/**
 * Other spellings of the path of a route. If the guard does not take a spelling for a part of the API, the
 * router must not do so either.
 */
const spellings = [
  '/api/state/',
  '//api/state',
  '/./api/state',
  '/x/../api/state',
  '/%61pi/state',
  '/api%2fstate',
  '/api/%73tate',
  '/API/state',
  '/api;/state',
  '/api/./state',
  '/api//state',
  '/api/health/../state',
];

test('guard: no other spelling of a path avoids the token', async ({ task }) => {
  leavesNothing();
  const { server } = await serveGuide(fence('$ true', 'id=a'));
  const { host, port } = new URL(server.origin);
  const statuses = await Promise.all(
    spellings.map(
      async (target) =>
        [
          target,
          (await rawRequest({ port: Number(port) }, { target, headers: [['host', host]] })).status,
        ] as const,
    ),
  );
  expect(statuses.filter(([, status]) => status !== 401 && status !== 404)).toEqual([]);
  figure(
    task,
    `${spellings.length} spellings of /api/state: ` +
      `${statuses.filter(([, status]) => status === 401).length} are 401, the others 404`,
  );
});
