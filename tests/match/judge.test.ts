import { describe, expect, test } from 'vitest';
import { judge } from '../../runner/match/index.ts';
import type { MatchMode } from '../../src/guide/model.ts';
import { accepts } from './ask.ts';

describe('none mode and the exit status', () => {
  const base = { printed: { lines: ['x'], line: 1 }, actual: 'y', bindings: {}, literals: new Set<string>() };
  test.each([
    ['none', 0, 0, []],
    ['none', 1, 0, ['exit']],
    ['docs', 1, 0, ['exit', 'line']],
    ['docs', 0, 'nonzero', ['exit', 'line']],
    ['docs', 7, 'nonzero', ['line']],
    ['docs', 7, 7, ['line']],
    ['none', 1, 'nonzero', []],
    ['none', 126, 'nonzero', ['exit']],
    ['none', 127, 'nonzero', ['exit']],
    ['none', 137, 'nonzero', []],
    ['none', 126, 126, []],
    ['none', 127, 127, []],
  ] as const)('judge in %s mode with exit %s where %s is expected', (mode, exit, expectExit, codes) => {
    const result = judge({ ...base, mode, exit, expectExit });
    expect(result.reasons.map(({ code }) => code)).toEqual(codes);
    expect(result.matches).toBe(codes.length === 0);
  });
  test('judge: only the exit status counts when nothing is printed', () => {
    expect(judge({ ...base, printed: undefined, mode: 'docs', exit: 0, expectExit: 0 })).toEqual({
      matches: true,
      reasons: [],
      bindings: {},
    });
    expect(judge({ ...base, printed: undefined, mode: 'docs', exit: 2, expectExit: 0 }).reasons).toEqual([
      { code: 'exit', expected: '0', actual: '2' },
    ]);
  });
  test('judge: an output with the wrong exit status binds nothing', () => {
    expect(
      judge({
        ...base,
        printed: { lines: ['ip 10.0.0.1'], line: 1 },
        actual: 'ip 10.9.9.9',
        mode: 'docs',
        exit: 1,
        expectExit: 0,
      }).bindings,
    ).toEqual({});
  });
});

describe('judge: eleven differences that a loose matcher would miss', () => {
  const head = 'NAME                     READY   STATUS             RESTARTS   AGE\n';
  test.each<[MatchMode, string, string]>([
    ['docs', 'deployment.apps/sleep created', 'deployment.apps/sleep unchanged'],
    [
      'docs',
      `${head}sleep-66c8d79ff5-8tqrl   2/2     Running            0          32s`,
      `${head}sleep-66c8d79ff5-8tqrl   1/2     CrashLoopBackOff   7          32s`,
    ],
    [
      'docs',
      'sleep-66c8d79ff5-8tqrl   2/2     Running            0          32s',
      'sleep-66c8d79ff5-8tqrl   1/2     CrashLoopBackOff   7          32s',
    ],
    ['docs', 'sleep   3/3', 'sleep   0/3'],
    [
      'docs',
      'NAME      MODE     AGE\ndefault   STRICT   5s',
      'NAME      MODE         AGE\ndefault   PERMISSIVE   5s',
    ],
    ['docs', 'one\ntwo\nthree', 'three\ntwo\none'],
    ['docs', 'Already exists', 'Already deleted'],
    ['docs', 'it did work', "it didn't work"],
    ['contains', 'did', "it didn't"],
    ['json', '{"ready": 3}', '{"ready": 0}'],
    ['docs', '{"ready": 3}', '{"ready": 0}'],
    ['docs', 'job.batch/pi   Succeeded', 'job.batch/pi   Failed'],
    ['docs', 'HTTP/1.1 200 OK', 'HTTP/1.1 503 Service Unavailable'],
    ...(['docs', 'exact', 'contains', 'regex', 'unordered'] as const).map(
      (mode): [MatchMode, string, string] => [mode, 'anything', ''],
    ),
    ['lines', '+ anything', ''],
    ['json', '{}', ''],
    ['yaml', 'a: 1', ''],
    ['table', 'NAME   AGE\nweb    5s', ''],
  ])('%s mode: %j does not accept %j', (mode, page, actual) => {
    expect(accepts(mode, page, page.replace(/^\+ /, ''))).toBe(true);
    expect(accepts(mode, page, actual)).toBe(false);
  });
  test('docs mode: a pod row accepts another hash and age', () => {
    expect(
      accepts(
        'docs',
        `${head}sleep-66c8d79ff5-8tqrl   2/2     Running            0          32s`,
        `${head}sleep-7bc4b9d6c5-x2x9z   2/2     Running            0          2d5h`,
      ),
    ).toBe(true);
  });
});
