import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { headerLimit, headLimitBytes, requestLimitBytes } from '../../../runner/limits.ts';
import { buildSite, siteFolder } from '../../../runner/server/site/site.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { type RawAnswer, rawExchange, rawRequest } from '../../support/requests/raw-request.ts';
import { serveGuide } from '../../support/servers/served-guide.ts';

beforeAll(() => buildSite(() => {}), 120_000);

test('headers: every answer forbids framing and CORS and has a strict policy', async ({ task }) => {
  leavesNothing();
  const { server, hash } = await serveGuide(fence('$ true', 'id=a'), { site: siteFolder });
  const { host, port } = new URL(server.origin);
  const peer = { port: Number(port) };
  const own = ['host', host] as const;
  const token = ['authorization', `Bearer ${server.token}`] as const;
  const body = JSON.stringify({ guide: 'x/g', step: 'a', hash: hash('a'), key: 'k', mode: 'only' });
  const [asset = ''] = globSync('_astro/*.js', { cwd: siteFolder });
  const raw = (text: string) => () => rawExchange(peer, text);
  const head = `GET / HTTP/1.1\r\nhost: ${host}\r\n`;
  const requests: readonly (readonly [what: string, status: number, ask: () => Promise<RawAnswer>])[] = [
    ['the front page', 200, () => rawRequest(peer, { headers: [own] })],
    ['its head', 200, () => rawRequest(peer, { method: 'HEAD', headers: [own] })],
    ['a script', 200, () => rawRequest(peer, { target: `/${asset}`, headers: [own] })],
    [
      'a part of a file',
      206,
      () => rawRequest(peer, { target: `/${asset}`, headers: [own, ['range', 'bytes=0-9']] }),
    ],
    [
      'a part that is not there',
      416,
      () => rawRequest(peer, { target: `/${asset}`, headers: [own, ['range', 'bytes=99999999-']] }),
    ],
    [
      'what the browser has already',
      200,
      () => rawRequest(peer, { headers: [own, ['if-modified-since', new Date().toUTCString()]] }),
    ],
    ['no page', 404, () => rawRequest(peer, { target: '/none', headers: [own] })],
    ['health', 200, () => rawRequest(peer, { target: '/api/health', headers: [own] })],
    ['state', 200, () => rawRequest(peer, { target: '/api/state', headers: [own, token] })],
    ['no state without a token', 401, () => rawRequest(peer, { target: '/api/state', headers: [own] })],
    ['another host', 403, () => rawRequest(peer, { headers: [['host', 'evil.example']] })],
    ['no host', 403, () => rawRequest(peer, {})],
    ['another origin', 403, () => rawRequest(peer, { headers: [own, ['origin', 'http://evil.example']] })],
    [
      'a preflight',
      403,
      () =>
        rawRequest(peer, {
          method: 'OPTIONS',
          target: '/api/runs',
          headers: [own, ['origin', 'http://evil.example'], ['access-control-request-method', 'POST']],
        }),
    ],
    [
      'a preflight of our own',
      404,
      () =>
        rawRequest(peer, {
          method: 'OPTIONS',
          target: '/api/runs',
          headers: [own, token, ['origin', `http://${host}`], ['access-control-request-method', 'POST']],
        }),
    ],
    [
      'another site',
      403,
      () => rawRequest(peer, { target: '/api/health', headers: [own, ['sec-fetch-site', 'cross-site']] }),
    ],
    ['no such route', 404, () => rawRequest(peer, { target: '/api/none', headers: [own, token] })],
    [
      'another method',
      404,
      () => rawRequest(peer, { method: 'DELETE', target: '/api/runs', headers: [own, token] }),
    ],
    ['a method for pages', 404, () => rawRequest(peer, { method: 'POST', headers: [own], body: 'x' })],
    ['a trace', 404, () => rawRequest(peer, { method: 'TRACE', headers: [own] })],
    [
      'no JSON',
      400,
      () => rawRequest(peer, { method: 'POST', target: '/api/runs', headers: [own, token], body: 'x' }),
    ],
    [
      'a run that cannot be',
      409,
      () =>
        rawRequest(peer, {
          method: 'POST',
          target: '/api/runs',
          headers: [own, token],
          body: body.replace(hash('a'), 'f'.repeat(64)),
        }),
    ],
    [
      'a run',
      202,
      () => rawRequest(peer, { method: 'POST', target: '/api/runs', headers: [own, token], body }),
    ],
    [
      'too large a body',
      413,
      () =>
        rawRequest(peer, {
          method: 'POST',
          target: '/api/runs',
          headers: [own, token],
          body: 'x'.repeat(requestLimitBytes + 1),
        }),
    ],
    ['an address that is none', 400, raw(`GET /\\ HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`)],
    ['no HTTP', 400, raw('hello\r\n\r\n')],
    ['another version of HTTP', 400, raw('GET / HTTP/9.9\r\n\r\n')],
    ['too long a head', 431, raw(`${head}x: ${'x'.repeat(headLimitBytes)}\r\n\r\n`)],
    ['too many headers', 431, raw(`${head}${'x:\r\n'.repeat(headerLimit + 1)}\r\n`)],
    ['an unknown expectation', 200, raw(`${head}expect: miracles\r\nconnection: close\r\n\r\n`)],
    [
      'an upgrade',
      401,
      raw(
        `GET /api/events HTTP/1.1\r\nhost: ${host}\r\nconnection: upgrade, close\r\nupgrade: ` +
          'websocket\r\n\r\n',
      ),
    ],
  ];
  const statuses = new Set<number>();
  for (const [what, status, ask] of requests) {
    const answer = await ask();
    expect([what, answer.status]).toEqual([what, status]);
    expect([what, wrongOf(answer)]).toEqual([what, []]);
    statuses.add(status);
  }
  const stream = await fetch(`${server.origin}/api/events`, {
    headers: { authorization: `Bearer ${server.token}` },
  });
  expect(wrongOf({ status: 200, headers: Object.fromEntries(stream.headers), body: '' })).toEqual([]);
  await stream.body?.cancel();
  figure(
    task,
    `${requests.length + 1} kinds of answer with ${statuses.size} statuses ` +
      `(${[...statuses].sort().join(', ')}): all safe`,
  );
});

test('headers: each built page has a strict policy, and a site without one the strictest', async ({
  task,
}) => {
  leavesNothing();
  const pages = globSync('**/*.html', { cwd: siteFolder });
  for (const page of pages) {
    const policy =
      /http-equiv="content-security-policy" content="([^"]+)"/.exec(
        readFileSync(join(siteFolder, page), 'utf8'),
      )?.[1] ?? '';
    // A page cannot forbid framing in its own text (CSP3, 3.3). The header of the answer forbids it.
    expect([page, wrongOfPolicy(`${policy}; frame-ancestors 'none'`)]).toEqual([page, []]);
  }
  const { server } = await serveGuide(fence('$ true', 'id=a'));
  const policy = (await fetch(server.origin)).headers.get('content-security-policy') ?? '';
  expect(policy).toBe("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  expect(existsSync(join(siteFolder, 'content-security-policy.json'))).toBe(true);
  figure(task, `${pages.length} built pages`);
});

/** The faults in the headers of an answer. */
function wrongOf({ headers }: RawAnswer): string[] {
  const wanted = {
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  return [
    ...Object.entries(wanted).flatMap(([name, value]) =>
      headers[name] === value ? [] : [`${name}: ${headers[name]}`],
    ),
    ...Object.keys(headers).filter(
      (name) =>
        name.startsWith('access-control-') ||
        name === 'set-cookie' ||
        name === 'server' ||
        name === 'x-powered-by',
    ),
    ...wrongOfPolicy(headers['content-security-policy'] ?? ''),
  ];
}

/**
 * The directives that allow more than this origin and known scripts. A missing directive falls back on
 * `default-src`, except for `base-uri`, `form-action` and `frame-ancestors`.
 */
function wrongOfPolicy(policy: string): string[] {
  const directives = new Map(
    policy
      .split(';')
      .map((each) => each.trim().split(/\s+/))
      .map(([name = '', ...sources]) => [name, sources.join(' ')]),
  );
  const sources = (name: string) => directives.get(name) ?? directives.get('default-src') ?? '*';
  const none = ['default-src', 'object-src', 'frame-src', 'worker-src', 'media-src'].filter(
    (name) => sources(name) !== "'none'",
  );
  const noneOfItsOwn = ['base-uri', 'form-action', 'frame-ancestors'].filter(
    (name) => directives.get(name) !== "'none'",
  );
  const own = ['connect-src', 'font-src', 'manifest-src'].filter(
    (name) => !["'self'", "'none'"].includes(sources(name)),
  );
  const scripts = sources('script-src')
    .split(' ')
    .filter((each) => !/^'(self|none|wasm-unsafe-eval|sha256-[\w+/]+=*)'$/.test(each));
  const styles = sources('style-src')
    .split(' ')
    .filter((each) => !["'self'", "'none'", "'unsafe-inline'"].includes(each));
  const pictures = sources('img-src')
    .split(' ')
    .filter((each) => !["'self'", "'none'", 'data:'].includes(each));
  return [...none, ...noneOfItsOwn, ...own, ...scripts, ...styles, ...pictures];
}
