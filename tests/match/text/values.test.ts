import { describe, expect, test } from 'vitest';
import { accepts, ask } from '../ask.ts';
import { digest, namesAndNumbers } from './sample-rows/names-and-numbers.ts';
import type { SampleRow } from './sample-rows/sample-row.ts';
import { timesAndAddresses } from './sample-rows/times-and-addresses.ts';

const rows = { ...timesAndAddresses, ...namesAndNumbers };

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
  const tokens: readonly SampleRow[] = [
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
