import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { RunningServer } from '../../../runner/server/server.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { serverWithoutTarget } from '../../support/servers/loopback-server.ts';

const page = `<h1>page</h1>${'<p>text of the page</p>'.repeat(100)}`;
const script = `/* ${'script '.repeat(300)} */`;

/**
 * A built site on the real server. Each file contains its own name; `page` and `script` are long enough to be
 * compressed.
 */
async function serveSite(): Promise<{ readonly server: RunningServer; readonly site: string }> {
  const site = temporaryFolder();
  mkdirSync(join(site, 'files', 'guide'), { recursive: true });
  mkdirSync(join(site, '_astro'));
  for (const name of ['404.html', 'page.md', 'files/guide/manifest.yaml', 'files/guide/evil.html'])
    writeFileSync(join(site, name), name);
  writeFileSync(join(site, 'index.html'), page);
  writeFileSync(join(site, '_astro', 'a.Dhx02Oh9.js'), script);
  writeFileSync(join(site, '_astro', 'inter.DO1Apj_S.woff2'), script);
  const server = await serverWithoutTarget({ guides: [], site });
  onTestFinished(() => server.close());
  return { server, site };
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The raw body, not decoded. */
  readonly body: Buffer;
}

/** Sends a request without `fetch`, which adds accepted encodings and decodes the body. */
function ask(
  address: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(address, { method, headers }, async (response) => {
      const body = Buffer.concat(await response.toArray());
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers as Record<string, string>,
        body,
      });
    })
      .on('error', reject)
      .end();
  });
}

/** The headers of an answer for caches and encodings. */
const cached = ({ status, headers }: Answer) => [
  status,
  headers['cache-control'],
  headers['content-encoding'],
  headers['vary'],
];

test.each([
  ['/page.md', 200, 'text/plain; charset=utf-8'],
  ['/files/guide/manifest.yaml', 200, 'text/plain; charset=utf-8'],
  ['/files/guide/evil.html', 200, 'text/plain; charset=utf-8'],
  ['/', 200, 'text/html; charset=utf-8'],
  ['/gone.md', 404, 'text/html; charset=utf-8'],
])('site: %s is answered with %i as %s', async (path, status, type) => {
  const { server } = await serveSite();
  const answer = await fetch(server.origin + path);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type]);
});

test('site: compresses text only for clients that accept it, and no font', async () => {
  const { server } = await serveSite();
  const packed = await ask(`${server.origin}/`, { 'accept-encoding': 'gzip, deflate, br' });
  expect(cached(packed)).toEqual([200, 'no-cache', 'gzip', 'Accept-Encoding']);
  expect(packed.body.length).toBeLessThan(page.length / 5);
  expect(gunzipSync(packed.body).toString()).toBe(page);
  for (const accepted of [{}, { 'accept-encoding': 'identity' }, { 'accept-encoding': 'gzip;q=0' }]) {
    const plain = await ask(`${server.origin}/`, accepted);
    expect([cached(plain), plain.body.toString()]).toEqual([
      [200, 'no-cache', undefined, 'Accept-Encoding'],
      page,
    ]);
  }
  const font = await ask(`${server.origin}/_astro/inter.DO1Apj_S.woff2`, { 'accept-encoding': 'gzip' });
  expect([font.headers['content-encoding'], font.body.toString()]).toEqual([undefined, script]);
});

test('site: browsers keep a file named by its content for a year, and revalidate other files', async () => {
  const { server } = await serveSite();
  const year = 'public, max-age=31536000, immutable';
  for (const name of ['a.Dhx02Oh9.js', 'inter.DO1Apj_S.woff2']) {
    expect((await ask(`${server.origin}/_astro/${name}`)).headers['cache-control']).toBe(year);
  }
  expect(cached(await ask(`${server.origin}/page.md`))).toEqual([
    200,
    'no-cache',
    undefined,
    'Accept-Encoding',
  ]);
  for (const path of ['/_astro/gone.js', '/gone/'])
    expect(cached(await ask(server.origin + path)).slice(0, 2)).toEqual([404, 'no-cache']);
});

test('site: answers an unchanged page with 304 and no text, and a changed one with its text', async () => {
  const { server, site } = await serveSite();
  for (const accepted of [{}, { 'accept-encoding': 'gzip' }]) {
    const { headers } = await ask(`${server.origin}/`, accepted);
    const again = await ask(`${server.origin}/`, { ...accepted, 'if-none-match': headers['etag'] ?? '' });
    expect([
      again.status,
      again.headers['etag'],
      again.headers['cache-control'],
      again.headers['vary'],
      again.body.length,
    ]).toEqual([304, headers['etag'], 'no-cache', 'Accept-Encoding', 0]);
    expect(again.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  }
  const { headers } = await ask(`${server.origin}/`);
  // The same size, with a later time.
  writeFileSync(join(site, 'index.html'), page.replace('page', 'news'));
  const changed = await ask(`${server.origin}/`, { 'if-none-match': headers['etag'] ?? '' });
  expect([changed.status, changed.body.toString()]).toEqual([
    200,
    readFileSync(join(site, 'index.html'), 'utf8'),
  ]);
});

test('site: HEAD gets the headers and no text, and a range comes from the uncompressed text', async () => {
  const { server } = await serveSite();
  const head = await ask(`${server.origin}/`, { 'accept-encoding': 'gzip' }, 'HEAD');
  expect([cached(head), head.headers['content-length'], head.body.length]).toEqual([
    [200, 'no-cache', undefined, 'Accept-Encoding'],
    String(page.length),
    0,
  ]);
  const part = await ask(`${server.origin}/`, { 'accept-encoding': 'gzip', range: 'bytes=4-1200' });
  expect([
    part.status,
    part.headers['content-encoding'],
    part.headers['content-range'],
    part.body.toString(),
  ]).toEqual([206, undefined, `bytes 4-1200/${page.length}`, page.slice(4, 1201)]);
});

test('API: neither answers nor refusals are cached or compressed', async () => {
  const { server } = await serveSite();
  const paired = { authorization: `Bearer ${server.token}`, 'accept-encoding': 'gzip' };
  const requests: readonly (readonly [path: string, method: string, headers: Record<string, string>])[] = [
    ['/api/health', 'GET', { 'accept-encoding': 'gzip' }],
    ['/api/state', 'GET', paired],
    ['/api/state', 'GET', { 'accept-encoding': 'gzip' }],
    ['/api/runs', 'POST', paired],
    ['/api/nothing', 'GET', paired],
    ['/api/events?after=-1', 'GET', paired],
  ];
  for (const [path, method, headers] of requests) {
    const answer = await ask(server.origin + path, headers, method);
    expect([path, answer.headers['cache-control'], answer.headers['content-encoding']]).toEqual([
      path,
      'no-store',
      undefined,
    ]);
  }
  const events = await fetch(`${server.origin}/api/events`, { headers: paired });
  expect([events.headers.get('cache-control'), events.headers.get('content-encoding')]).toEqual([
    'no-store',
    null,
  ]);
  await events.body?.cancel();
});

test.each([
  ['/%C3%BCber/', 200],
  ['/my%20guide/', 200],
  ['/a_b%2Bc/', 200],
  ['/a_b+c/', 200],
  ["/it's/", 200],
  ['/files/g/50%25.txt', 200],
  ['/files/g%2F50%25.txt', 404],
  ['/files/g/50%2525.txt', 404],
  ['/%C3%BCber/%2e%2e/%2ehidden', 404],
  ['/.hidden', 404],
  ['/%00', 404],
])('site: decodes each name of a path once: the answer to %s is %i', async (path, status) => {
  const site = temporaryFolder();
  for (const name of [
    'index.html',
    '404.html',
    '.hidden',
    'über/index.html',
    'my guide/index.html',
    'a_b+c/index.html',
    "it's/index.html",
    'files/g/50%.txt',
  ]) {
    mkdirSync(dirname(join(site, name)), { recursive: true });
    writeFileSync(join(site, name), name);
  }
  const server = await serverWithoutTarget({ guides: [], site });
  onTestFinished(() => server.close());
  expect((await fetch(server.origin + path)).status).toBe(status);
});
