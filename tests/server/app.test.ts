import { request } from 'node:http';
import { expect, test } from 'vitest';
import type { RunningServer } from '../../runner/server/server.ts';
import { sixSteps } from '../support/guides/six-steps.ts';
import { typeTo } from '../support/requests/typed-text.ts';
import { serveGuide } from '../support/servers/served-guide.ts';

test('line and input: have the same guards as all other requests', async () => {
  const client = await serveGuide(sixSteps);
  for (const way of ['line', 'input']) {
    const path = `${client.server.origin}/api/sessions/${encodeURIComponent('x/g')}/${way}`;
    expect((await fetch(path, { method: 'POST', body: 'touch /tmp/never' })).status).toBe(401);
    const headers = { authorization: `Bearer ${client.server.token}`, origin: 'http://evil.example' };
    expect((await fetch(path, { method: 'POST', body: 'touch /tmp/never', headers })).status).toBe(403);
  }
  expect((await typeTo(client, 'line', 'true', 'x/none')).status).toBe(404);
  expect((await typeTo(await serveGuide(sixSteps, { live: false }), 'line', 'true')).status).toBe(409);
});

test('API: needs the token, the site does not, and other host names are refused', async () => {
  const { server } = await serveGuide(sixSteps);
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

test('API: refuses a body that is too large', async () => {
  const client = await serveGuide(sixSteps);
  expect((await client.call('/api/runs', { method: 'POST', body: 'x'.repeat(100_000) })).status).toBe(413);
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
