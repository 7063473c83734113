import { describe, expect, test } from 'vitest';
import { accepts, ask } from './ask.ts';

/** A sample, with texts that it accepts and texts that it rejects. */
type Row = readonly [sample: string, accepted: readonly string[], rejected: readonly string[]];

const v4 = ['10.0.0.1', '192.168.255.254', '8.8.8.8', '250.249.100.99'];
const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

const rows: Record<string, readonly Row[]> = {
  duration: [
    [
      '5s',
      [
        '0s',
        '9s',
        '59s',
        '60s',
        '119s',
        '2m',
        '2m30s',
        '9m59s',
        '10m',
        '179m',
        '3h',
        '3h5m',
        '7h59m',
        '8h',
        '47h',
        '2d',
        '2d5h',
        '7d23h',
        '8d',
        '729d',
        '2y',
        '2y30d',
        '7y364d',
        '8y',
        '12y',
      ],
      [
        '5',
        's',
        '120s',
        '2m60s',
        '2m75s',
        '180m',
        '3h60m',
        '2d24h',
        '730d',
        '2y365d',
        '05s',
        '-5s',
        '5 s',
        '5sec',
        '5s5',
        'x5s',
        '<invalid>',
        '<unknown>',
        '',
      ],
    ],
    ['21h', ['4s', '1h', '2d'], ['21', 'h', '21h1', 'v21h']],
    [
      '1.5s',
      ['2.5s', '250ms', '1m0s', '1h0m0s', '72h3m0.5s', '1.5µs', '12ns', '100us', '0m1.234s'],
      ['1.s', '.5s', '1.5', '1m60s', '1h60m0s', '1.5 s', '1.5ss'],
    ],
    ['1d', ['1m', '1h', '2h', '1y', '3d'], ['0d', '1w', '1 d']],
  ],
  ipv4: [
    [
      '172.21.156.230',
      v4,
      [
        '999.1.1.1',
        '10.0.0',
        '10.0.0.0.1',
        '10.0.0.256',
        '010.0.0.1',
        '10.0.0.1.2',
        'v10.0.0.1',
        '::1',
        'fd00::1',
        '<none>',
        '<pending>',
        'None',
        '',
        '10.0.0.1/24',
        '0.0.0.0',
        '127.0.0.1',
        'chart-1.2.3.4',
      ],
    ],
    ['127.0.0.1', [], ['10.0.0.1', '127.0.0.2', '0.0.0.0']],
    ['0.0.0.0', [], ['10.0.0.1', '127.0.0.1']],
    ['999.1.1.1', [], ['10.0.0.1', '999.1.1.2']],
    ['v1.2.3.4', [], ['v1.2.3.5', '1.2.3.4']],
    ['Server version: 1.2.3.4', [], ['Server version: 1.2.3.5']],
    ['"version": "1.2.3.4"', [], ['"version": "1.2.3.5"']],
    ['NAME   VERSION\na      1.2.3.4', [], ['NAME   VERSION\na      1.2.3.5']],
    ['1.2.3', [], ['1.2.4']],
  ],
  ipv6: [
    [
      'fd00:10:96::1',
      ['2001:db8::8a2e:370:7334', 'fe80::1', '2001:db8:0:0:1:0:0:1', '::ffff:10.0.0.1', '1::'],
      ['10.0.0.1', 'fd00:::1', '1:2:3:4:5:6:7:8:9', '12345::1', 'fd00::1::2', 'g::1', '::1', ''],
    ],
    ['12:34:56', [], ['12:34:57']],
    ['de:ad:be:ef:00:01', [], ['de:ad:be:ef:00:02']],
  ],
  range: [
    [
      '10.96.0.0/16',
      ['10.0.0.0/16', '192.168.0.0/16', '172.30.0.0/16'],
      [
        '10.96.0.0',
        '10.96.0.0/33',
        '10.96.0.0/',
        '10.96.0/16',
        '10.96.0.0/160',
        '10.0.0.0/8',
        '10.96.0.0/17',
        '10.96.0.0/1',
        '0.0.0.0/16',
        'fd00::/16',
      ],
    ],
    ['10.0.0.0/24', ['10.9.9.0/24'], ['10.0.0.0/8', '10.0.0.0/2', '10.0.0.0']],
    ['fd00::/64', ['2001:db8::/64', 'fd00:1::/64'], ['fd00::/129', 'fd00::', '2001:db8::/32', '10.0.0.0/64']],
  ],
  'pod name': [
    [
      'sleep-66c8d79ff5-8tqrl',
      ['sleep-7bc4b9d6c5-x2x9z', 'sleep-5b4f9c7d8-zzzzz'],
      [
        'sleep2-7bc4b9d6c5-x2x9z',
        'slee-7bc4b9d6c5-x2x9z',
        'my-sleep-7bc4b9d6c5-x2x9z',
        'sleep',
        'sleep-',
        'sleep-7bc4b9d6c5',
        'sleep-7bc4b9d6c5-x2x9',
        'sleep-7bc4b9d6c5-x2x9za',
        'sleep-7bc4b9d6c5-aeiou',
        'sleep-7bc4b9d6c5-x1x9z',
        'sleep-7BC4B9D6C5-X2X9Z',
        'sleep-0',
        '',
      ],
    ],
    [
      'reviews-v2-7bd4f5c8b9-w2l7h',
      ['reviews-v2-6f9b8d5c4-abcde'.replace('abcde', 'bcdfg')],
      [
        'reviews-v1-6f9b8d5c4-bcdfg',
        'reviews-6f9b8d5c4-bcdfg',
        'reviews-v2-v3-6f9b8d5c4-bcdfg',
        'reviews-v22-6f9b8d5c4-bcdfg',
      ],
    ],
    [
      'kube-proxy-x7k2p',
      ['kube-proxy-8tqrl', 'kube-proxy-bcdfg'],
      [
        'kube-proxy',
        'kube-proxy-',
        'kube-proxy-abcde',
        'kube-8tqrl',
        'kube-proxy-8tqr',
        'kube-proxy-8tqrlx',
        'coredns-8tqrl',
      ],
    ],
    [
      'hello-28123456-x7k2p',
      ['hello-29000000-bcdfg'],
      ['hello-x7k2p', 'goodbye-28123456-x7k2p', 'hello-28123456'],
    ],
    ['web-0', [], ['web-1', 'web-10', 'web']],
    ['my-foo', [], ['my-bar', 'my-']],
    ['v1-2', [], ['v1-2-3', 'v1-3']],
    ['a-b', [], ['a-', 'a-c']],
    ['cache-256kb', [], ['cache-512kb']],
    ['status-http2', [], ['status-https', 'status-mtls2']],
    ['app-tcp44', [], ['app-tcp99']],
    ['app-grpcsvc-http2', [], ['app-grpcweb-https']],
    [
      'pod/frontend-bcdfg',
      ['pod/frontend-x7k2p'],
      ['pod/frontend-abcde', 'pod/backend-bcdfg', 'job/frontend-x7k2p'],
    ],
    ['pod "frontend-bcdfg" deleted', ['pod "frontend-x7k2p" deleted'], ['pod "backend-bcdfg" deleted']],
  ],
  'ReplicaSet name': [
    [
      'sleep-66c8d79ff5',
      ['sleep-7bc4b9d6c5'],
      ['sleep-7bc4b9d6c5-x2x9z', 'sleep2-7bc4b9d6c5', 'sleep', 'sleep-frontend'],
    ],
  ],
  'Job name': [
    ['hello-28123456', ['hello-29512345'], ['bye-28123456', 'hello-281234567', 'hello']],
    ['build-20240115', [], ['build-20240116']],
  ],
  uuid: [
    [
      '123e4567-e89b-12d3-a456-426614174000',
      ['00000000-0000-0000-0000-000000000000', 'ABCDEF01-2345-6789-abcd-ef0123456789'],
      [
        '123e4567-e89b-12d3-a456-42661417400',
        '123e4567-e89b-12d3-a456-4266141740000',
        '123e4567e89b12d3a456426614174000',
        'g23e4567-e89b-12d3-a456-426614174000',
        '',
      ],
    ],
  ],
  timestamp: [
    [
      '2024-01-15T10:20:30Z',
      ['2026-12-31T23:59:60Z', '2024-02-29T00:00:00.123456789Z', '2024-01-15T10:20:30+02:00'],
      [
        '2024-13-15T10:20:30Z',
        '2024-02-30T10:20:30Z',
        '2023-02-29T10:20:30Z',
        '2024-01-15T24:20:30Z',
        '2024-01-15T10:20:30',
        '2024-01-15',
        'Mon, 15 Jan 2024 10:20:30 GMT',
        '',
      ],
    ],
    [
      'Mon, 15 Jan 2024 10:20:30 GMT',
      ['Thu, 29 Feb 2024 00:00:00 GMT', 'Tue, 06 Oct 2026 09:08:07 +0000'],
      [
        'Thu, 30 Feb 2024 00:00:00 GMT',
        'Foo, 15 Jan 2024 10:20:30 GMT',
        'Mon, 15 Jan 2024',
        '2024-01-15T10:20:30Z',
      ],
    ],
    [
      '2024-01-15 10:20:30.123456 +0000 UTC',
      ['2026-03-01 00:00:00 +0100 CET'],
      [
        '2026-03-01',
        '2026-02-31 00:00:00 +0100 CET',
        '2026-03-01 00:00:00',
        '2026-03-01 00:00:00 +0100',
        '2026-03-01T00:00:00Z',
      ],
    ],
    [
      '2024-01-15 10:20:30 +0100',
      ['2026-03-01 00:00:00 +0000'],
      ['2026-03-01 00:00:00', '2026-03-01 00:00:00 +0100 CET'],
    ],
    [
      '2024-01-15 10:20:30',
      ['2026-03-01 00:00:00'],
      ['2026-02-31 00:00:00', '2026-03-01 00:00:00 +0100', '2026-03-01T00:00:00Z', '2026-03-01 25:00:00'],
    ],
    [
      'Mon Jan  2 15:04:05 UTC 2006',
      ['Fri Oct 16 01:02:03 CET 2026'],
      ['Fri Oct 16 01:02:03 2026', 'Sat Feb 30 01:02:03 UTC 2026'],
    ],
    [
      'Mon Jan  2 15:04:05 2006',
      ['Tue Oct 16 01:02:03 2026'],
      ['Tue Oct 36 01:02:03 2026', 'Tue Oct 16 2026'],
    ],
  ],
  digest: [
    [
      digest('a'),
      [digest('0'), digest('b')],
      [`sha256:${'a'.repeat(63)}`, `sha256:${'a'.repeat(65)}`, digest('g'), 'latest'],
    ],
  ],
  'resource version': [
    [
      'resourceVersion: "123"',
      ['resourceVersion: "99887766"'],
      ['resourceVersion: ""', 'resourceVersion: "abc"', 'generation: "123"'],
    ],
    [
      '"resourceVersion": "5",',
      ['"resourceVersion": "6",'],
      ['"resourceVersion": "6"', '"resourceVersion": 6,'],
    ],
  ],
  'node port': [
    [
      '80:31234/TCP',
      ['80:30000/TCP', '80:32767/TCP'],
      [
        '80:29999/TCP',
        '80:32768/TCP',
        '80:8080/TCP',
        '81:31234/TCP',
        '80:31234/UDP',
        '80/TCP',
        '80:312345/TCP',
      ],
    ],
    [
      '80:31234/TCP,443:31443/TCP',
      ['80:30001/TCP,443:30002/TCP'],
      ['80:30001/TCP', '443:31443/TCP,80:31234/TCP', '80:30001/TCP,444:30002/TCP'],
    ],
    ['nodePort: 31234', ['nodePort: 30000'], ['nodePort: 8080', 'nodePort: 3000', 'port: 31234']],
    ['80:8080/TCP', [], ['80:8081/TCP', '80:31234/TCP']],
    ['port 31234', [], ['port 31235']],
  ],
  'volume name': [
    [
      'pvc-123e4567-e89b-12d3-a456-426614174000',
      ['pvc-00000000-0000-4000-8000-000000000001'],
      [
        'pv-123e4567-e89b-12d3-a456-426614174000',
        '123e4567-e89b-12d3-a456-426614174000',
        'pvc-123e4567',
        'pvc-data',
        'my-pvc-123e4567-e89b-12d3-a456-426614174000',
      ],
    ],
  ],
  'container ID': [
    [
      `containerd://${'1a'.repeat(32)}`,
      [`containerd://${'0f'.repeat(32)}`],
      [
        `docker://${'0f'.repeat(32)}`,
        `containerd://${'0f'.repeat(31)}`,
        `containerd://${'0f'.repeat(33)}`,
        'containerd://x',
      ],
    ],
  ],
  transfer: [
    [
      '100  1234  100  1234    0     0  12345      0 --:--:-- --:--:-- --:--:-- 12345',
      ['100   612  100   612    0     0  99k      0  0:00:01 --:--:--  0:00:01  99k'],
      ['100  1234', 'curl: (7) Failed to connect'],
    ],
    ['{ [5 bytes data]', ['{ [1234 bytes data]'], ['{ [bytes data]', '} [5 bytes data]', '{ [5 bits data]']],
    [
      '< content-length: 1234',
      ['< content-length: 99'],
      ['< content-length: 0', '< content-length: ', '< content-type: 1234', '> content-length: 1234'],
    ],
    ['< content-length: 0', [], ['< content-length: 5']],
    [
      '< x-envoy-upstream-service-time: 12',
      ['< x-envoy-upstream-service-time: 0'],
      ['< x-envoy-upstream-service-time: fast'],
    ],
  ],
  'no sample': [
    ['5', [], ['6', '5s', '']],
    ['3/3', [], ['0/3', '3/4']],
    ['HTTP/1.1 200 OK', [], ['HTTP/1.1 503 Service Unavailable', 'HTTP/2 200 OK']],
    ['curl/7.55.0', [], ['curl/7.88.1']],
    ['cpu: 100m', [], ['cpu: 250m', 'cpu: 10m']],
    ['requests.cpu 100m 150m', [], ['requests.cpu 100m 170m', 'requests.cpu 120m 150m']],
    [
      'default web-0 100m (5%) 120m (6%)',
      [],
      ['default web-0 110m (5%) 120m (6%)', 'default web-0 100m (5%) 130m (6%)'],
    ],
    ['/delay/5s', [], ['/delay/7s']],
    ['retry-5s', [], ['retry-7s']],
    ['"X-Envoy-Attempt-Count": "1"', [], ['"X-Envoy-Attempt-Count": "2"']],
    ['https://10-0-0-1.example', [], ['https://10-0-0-2.example']],
    ['std::fee', [], ['std::fed']],
    ['…', [], ['x', '...']],
    ['Waiting....', [], ['Waiting...', 'Waiting now']],
    ['Pulling "nginx"...', [], ['Pulling "nginx" failed', 'Pulling "nginx"']],
    ['Uploaded 50%...', [], ['Uploaded 50%, then failed']],
    ['<none>', [], ['10.0.0.1', '<pending>', 'None']],
    ['<pending>', [], ['10.0.0.1', '<none>']],
  ],
};

/** Text around a value, which must not change its type. */
const frames = ['%', 'value (%) end', 'took=%,', '"%"'];

describe.each(Object.keys(rows))('docs mode: finds the type by the form: %s', (type) => {
  for (const [sample, accepted, rejected] of rows[type]!) {
    const whole = /[ ":/<]/.test(sample) || sample === '…';
    for (const frame of whole ? frames.slice(0, 1) : frames) {
      const inFrame = (text: string) => frame.replace('%', text.replaceAll('$', '$$$$'));
      test.each([sample, ...accepted])(`${inFrame(sample)} accepts %j`, (actual) => {
        expect(accepts('docs', inFrame(sample), inFrame(actual))).toBe(true);
      });
      test.each(rejected)(`${inFrame(sample)} rejects %j`, (actual) => {
        expect(accepts('docs', inFrame(sample), inFrame(actual))).toBe(false);
      });
    }
  }
});

describe('docs mode: reads tokens', () => {
  const tokens: readonly Row[] = [
    ['{{age}}', ['5s', '2d5h', '1m'], ['5', '1.5s', '', 'old']],
    ['{{duration}}', ['5s', '1.5s', '250ms'], ['5', 'long']],
    ['{{ip}}', ['10.0.0.1', 'fd00::1', '127.0.0.1', '::1'], ['10.0.0.256', 'x', '10.0.0.1.1', '<none>']],
    ['{{ipv4}}', ['10.0.0.1'], ['fd00::1', '1.2.3']],
    ['{{ipv6}}', ['fd00::1'], ['10.0.0.1', 'fd00']],
    ['{{cidr}}', ['10.0.0.0/8', '::/0'], ['10.0.0.0/33', '10.0.0.0']],
    ['{{pod}}', ['sleep-66c8d79ff5-8tqrl', 'web-0', 'kube-proxy-8tqrl'], ['Sleep', 'sleep_1']],
    [
      '{{name}}',
      ['my-httpbin', 'a', 'a.b-c', 'a--b'],
      ['-a', 'a-', 'A', 'a b', '', 'a..b', 'a.-b', 'a-.b', '.a'],
    ],
    ['{{uuid}}', ['123e4567-e89b-12d3-a456-426614174000'], ['123e4567']],
    [
      '{{timestamp}}',
      ['2024-01-15T10:20:30Z', 'Mon, 15 Jan 2024 10:20:30 GMT'],
      ['2024-02-30T10:20:30Z', 'now'],
    ],
    ['{{date}}', ['2024-01-15', 'Mon, 15 Jan 2024 10:20:30 GMT'], ['2024-01-32', '2024-1-1']],
    ['{{number}}', ['0', '12', '-3', '1.5'], ['', 'x', '1.', '1a', '0x1', '1,5']],
    ['{{port}}', ['80', '65535'], ['0', '65536', '080']],
    ['{{size}}', ['512Mi', '1.2MB', '34 bytes', '10B', '4k'], ['512', 'big', '1.2 parsecs']],
    ['{{hash}}', ['66c8d79ff5', 'deadbeef', '8tqrl'], ['hash', '66c8-d79f', '']],
    ['{{digest}}', [digest('a')], ['sha256:abc']],
    ['{{version}}', ['1.31.1', 'v1.35.4', '1.2.3-rc.1+b', '1.31'], ['1', 'v', 'latest', '1.']],
    ['{{word}}', ['x', 'a/b:c', 'é', '7'], ['', 'a b', '*', '--', '...']],
    ['{{ip}}...', ['10.0.0.1', '10.0.0.1:80'], ['10.0.0.1.5']],
    ['{{number}}...', ['12', '12 of 13'], ['12.5.1', '12a']],
    ['{{any}}{{number}}', ['x1', 'a b 22'], ['x', '']],
    ['v{{number}}ms', ['v12ms'], ['v12s', 'vms', '12ms']],
    ['sleep-{{hash}}-{{word}}', ['sleep-66c8d79ff5-8tqrl'], ['sleep--8tqrl', 'wake-66c8d79ff5-8tqrl']],
    ['{{word}}:{{port}}', ['localhost:80', 'a:b:80'], ['localhost', ':80', 'localhost:x']],
    ['{{.spec}}', ['{{.spec}}'], ['{{.status}}', 'x']],
  ];
  for (const [page, accepted, rejected] of tokens) {
    // The first line makes sure that no expectation accepts everything.
    test.each(accepted)(`${page} accepts %j`, (actual) =>
      expect(accepts('docs', `got:\n${page}`, `got:\n${actual}`)).toBe(true),
    );
    test.each(rejected)(`${page} rejects %j`, (actual) =>
      expect(accepts('docs', `got:\n${page}\n.`, `got:\n${actual}\n.`)).toBe(false),
    );
  }

  test('tokens with the same name stand for one value', () => {
    expect(accepts('docs', 'from {{ip:gateway}}\nto {{ip:gateway}}', 'from 10.0.0.1\nto 10.0.0.1')).toBe(
      true,
    );
    expect(accepts('docs', 'from {{ip:gateway}}\nto {{ip:gateway}}', 'from 10.0.0.1\nto 10.0.0.2')).toBe(
      false,
    );
    expect(accepts('docs', 'from {{ip:a}}\nto {{ip:b}}', 'from 10.0.0.1\nto 10.0.0.2')).toBe(true);
    expect(ask('docs', 'from {{ip:gateway}}', 'from 10.0.0.1').bindings).toEqual({
      'ip:{{gateway}}': { value: '10.0.0.1', pageLine: 1 },
    });
  });
  test('an unnamed token binds nothing', () => {
    expect(accepts('docs', 'from {{ip}}\nto {{ip}}', 'from 10.0.0.1\nto 10.0.0.2')).toBe(true);
  });
});

describe('docs mode: a duration that is a setting must agree, a measured one is a sample', () => {
  test.each([
    ['  timeout: 10s', '  timeout: 2s'],
    ['"perTryTimeout": "2s"', '"perTryTimeout": "30s"'],
    ['interval=1s', 'interval=5m'],
    ['NAME   TIMEOUT   AGE\na      5s        3d', 'NAME   TIMEOUT   AGE\na      50s       3d'],
    ['NAME   MAX AGE   AGE\na      5s        3d', 'NAME   MAX AGE   AGE\na      50s       3d'],
    ['baseEjectionTime: 30s', 'baseEjectionTime: 3m'],
    ['max-age=5m', 'max-age=7m'],
    ['lifetime: 24h', 'lifetime: 5s'],
  ])('%j rejects %j', (page, output) => {
    expect(accepts('docs', page, output)).toBe(false);
    expect(accepts('docs', page, page)).toBe(true);
  });
  test.each([
    ['Age: 5m', 'Age: 7m'],
    ['elapsed=1.5s', 'elapsed=2.5s'],
    ['response_time=15ms', 'response_time=7ms'],
    ['connectTime: 15ms', 'connectTime: 7ms'],
    ['"duration": "2s"', '"duration": "30s"'],
    ['took 5s', 'took 7s'],
  ])('%j accepts %j', (page, output) => expect(accepts('docs', page, output)).toBe(true));
  test('also in JSON', () => {
    expect(accepts('json', '{"timeout": "5s"}', '{"timeout": "10s"}')).toBe(false);
    expect(accepts('json', '{"elapsed": "5s"}', '{"elapsed": "10s"}')).toBe(true);
  });
});
