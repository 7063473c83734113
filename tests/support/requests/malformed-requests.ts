/** The host and the token of the server that is attacked. */
export interface MalformedParts {
  readonly host: string;
  readonly token: string;
}

export interface Malformed {
  readonly kind: string;
  readonly bytes: Buffer;
  /** The end of the request: the sender waits for the server, ends its own side, or resets the connection. */
  readonly then: 'wait' | 'end' | 'break';
}

type Head = (method: string, target: string, ...lines: string[]) => string;
type Random = (below: number) => number;
type Make = (random: Random, head: Head) => string | Buffer;

/**
 * Makes `count` requests that no honest client sends; the same seed makes the same requests. Half of them
 * have the right token.
 */
export function malformedRequests(seed: number, count: number, { host, token }: MalformedParts): Malformed[] {
  const random = randomOf(seed);
  const names = Object.keys(kinds);
  return Array.from({ length: count }, () => {
    const kind = names[random(names.length)] ?? '';
    const paired = random(2) === 0 ? [] : [`authorization: Bearer ${token}`];
    const head = (method: string, target: string, ...lines: string[]) =>
      `${[`${method} ${target} HTTP/1.1`, `host: ${host}`, ...paired, ...lines].join('\r\n')}\r\n\r\n`;
    const text = kinds[kind]?.(random, head) ?? '';
    const then = (['wait', 'end', 'break'] as const)[random(3)] ?? 'wait';
    return { kind, bytes: typeof text === 'string' ? Buffer.from(text, 'latin1') : text, then };
  });
}

const targets = [
  '/',
  '/api/health',
  '/api/state',
  '/api/runs',
  '/api/plan',
  '/api/events',
  '/api/runs/none/input',
  '/api/sessions/x%2Fg/line',
  '/none',
];
const badEscapes = [
  '%',
  '%z',
  '%ff',
  '%00',
  '%c0%af',
  '%2e%2e%2f',
  'api/%',
  'api/runs/%ff/cancel',
  '\u00ff',
  '%u0000',
];
const badChunkSizes = ['ffffffffffffffff', '-1', 'zz', '5', '0x5', '', ' ', 'fffff'];
const badLengths = ['1000', '1', '-1', '1e3', '99999999999999999999', '0x10', ''];
const badNumbers = ['-1', '1e400', 'NaN', '9007199254740993', '0&after=1', '%00', '0'];
const jsonRoutes = ['/api/runs', '/api/plan'];
const chunked = 'transfer-encoding: chunked';
const json = 'content-type: application/json';

const kinds: Readonly<Record<string, Make>> = {
  'long header': (random, head) => head('GET', pick(random, targets), `x: ${'x'.repeat(random(100_000))}`),
  'many headers': (random, head) =>
    head('GET', pick(random, targets), ...Array.from({ length: random(3000) }, (_, at) => `x-${at}: ${at}`)),
  'long address': (random, head) => head('GET', `${pick(random, targets)}?${'x'.repeat(random(60_000))}`),
  'bad escapes': (random, head) => head('GET', `/${pick(random, badEscapes)}`),
  'address that is none': (random, head) =>
    head(
      'GET',
      pick(random, [
        '',
        '*',
        '\\',
        'http://',
        'http://[',
        '//',
        '?',
        '#',
        ':0',
        'a b c',
        '/[',
        `/${'../'.repeat(random(500))}`,
      ]),
    ),
  'lying chunk': (random, head) => {
    const size = pick(random, [...badChunkSizes, '1;'.padEnd(random(20_000), 'x')]);
    return `${head('POST', pick(random, targets), chunked, json)}${size}\r\n{"key"\r\n0\r\n\r\n`;
  },
  'chunks without end': (random, head) =>
    `${head('POST', '/api/runs', chunked)}${'1\r\nx\r\n'.repeat(random(5000))}`,
  trailers: (random, head) =>
    `${head('POST', '/api/runs', chunked, 'trailer: host')}1\r\nx\r\n0\r\n` +
    `${'host: evil.example\r\n'.repeat(random(300))}\r\n`,
  'lying length': (random, head) =>
    `${head('POST', pick(random, targets), `content-length: ${pick(random, badLengths)}`)}{"key":"k"}`,
  'two lengths': (random, head) => {
    const lengths = ['content-length: 5', `content-length: ${random(9)}`];
    return `${head('POST', '/api/runs', ...lengths, ...(random(2) ? [chunked] : []))}hello`;
  },
  'length and chunks': (_, head) =>
    `${head('POST', '/api/runs', 'content-length: 3', chunked)}0\r\n\r\nGET /api/state HTTP/1.1\r\n\r\n`,
  'large body': (random, head) => {
    const body = 'x'.repeat(random(400_000));
    return `${head('POST', '/api/runs', `content-length: ${body.length}`)}${body}`;
  },
  'deep body': (random, head) => {
    const body = '['.repeat(random(60_000));
    return withBody(head, pick(random, jsonRoutes), body);
  },
  'odd body': (random, head) => {
    const body = pick(random, [
      'null',
      '1',
      '"x"',
      '{}',
      '[]',
      '{"guide":{}}',
      '{"__proto__":{"mode":"all"}}',
      '{"guide":"x/g","step":1}',
      '\u0000',
      '{"mode":"all","choices":[]}',
    ]);
    return withBody(head, pick(random, jsonRoutes), body);
  },
  'half a head': (random, head) => head('GET', pick(random, targets)).slice(0, 1 + random(60)),
  upgrade: (random, head) => {
    const upgrade = `upgrade: ${pick(random, ['websocket', 'h2c', 'TLS/1.0', ''])}`;
    const lines = ['connection: upgrade', upgrade, 'sec-websocket-key: eA==', 'sec-websocket-version: 13'];
    return head('GET', pick(random, targets), ...lines) + '\u0081\u0085'.repeat(random(99));
  },
  'garbage behind a request': (random, head) =>
    head('GET', pick(random, targets)) + noise(random, 1 + random(500)).toString('latin1'),
  'many at once': (random, head) => head('GET', pick(random, targets)).repeat(1 + random(30)),
  'other method': (random, head) =>
    head(
      pick(random, [
        'TRACE',
        'CONNECT',
        'PURGE',
        'get',
        'PROPFIND',
        'M-SEARCH',
        'X'.repeat(random(200)),
        'QUERY',
        'PATCH',
      ]),
      pick(random, [...targets, '127.0.0.1:1']),
    ),
  'other version': (random) =>
    pick(random, [
      'GET /\r\n\r\n',
      'GET / HTTP/0.9\r\n\r\n',
      'GET / HTTP/3\r\n\r\n',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      'GET / HTTP/1.1.1\r\n\r\n',
      'SSH-2.0-x\r\n',
    ]),
  'hello of TLS': (random) =>
    Buffer.concat([Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3]), noise(random, 200)]),
  noise: (random) => noise(random, random(5000)),
  'NUL and controls': (random, head) =>
    head(
      'GET',
      '/',
      `x${pick(random, ['\0', '\u0001', '\t', ' ', '\u007f', '\u00e9'])}: y`,
      `y: a${pick(random, ['\0', '\u0001', '\u007f', '\u00e9'])}b`,
    ),
  'odd lines': (random, head) =>
    pick(random, [
      head('GET', '/').replaceAll('\r\n', '\n'),
      head('GET', '/').replaceAll('\r\n', '\r'),
      head('GET', '/', 'x: a', ' folded'),
      head('GET', '/', 'no colon'),
      head('GET', '/', ': no name'),
      '\r\n'.repeat(random(9000)),
    ]),
  expectation: (random, head) =>
    head(
      'POST',
      '/api/runs',
      'content-length: 4',
      `expect: ${pick(random, ['100-continue', 'miracles', ''])}`,
    ),
  range: (random, head) =>
    head(
      'GET',
      '/',
      `range: bytes=${pick(random, ['-', '0-', '9-1', '0-0,1-1', '-99999999999999999999', 'x'])}`,
    ),
  'odd question': (random, head) =>
    head(pick(random, ['GET', 'HEAD']), `/api/events?after=${pick(random, badNumbers)}`),
};

function withBody(head: Head, route: string, body: string): string {
  return `${head('POST', route, json, `content-length: ${body.length}`)}${body}`;
}

function pick<T>(random: Random, list: readonly T[]): T {
  return list[random(list.length)] as T;
}

function noise(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => random(256)));
}

/** The generator Mulberry32, which gives the same numbers on every machine. */
function randomOf(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
