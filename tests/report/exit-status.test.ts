import { expect, test } from 'vitest';
import { exitStatusOf } from '../../runner/report/exit-status.ts';
import type { Report } from '../../src/guide/report.ts';
import {
  bad,
  gone,
  good,
  left,
  outside,
  passed,
  refused,
  report,
  stepResult,
  undeclared,
} from './sample-reports.ts';

test.each<[string, Report[], number]>([
  ['all passed or skipped by version', [good], 0],
  ['a step that did not pass', [good, bad], 1],
  ['nothing but skipped steps', [report([stepResult('a', 'skipped', [])])], 2],
  [
    'nothing but skipped steps and cleanup',
    [report([stepResult('a', 'skipped', []), stepResult('c', 'passed', [passed])], { cleanup: ['c'] })],
    2,
  ],
  [
    'cleanup, where there is nothing else',
    [report([stepResult('c', 'passed', [passed])], { cleanup: ['c'] })],
    0,
  ],
  ['no pass at all, as in an empty shard', [], 0],
  ['something left behind', [good, left], 4],
  ['something deleted', [good, gone], 4],
  ['a write that the guide does not declare', [good, outside], 2],
  ['such a write, found before the first step', [refused], 2],
  ['such a write, and something left behind', [outside, left], 2],
  ['such a write, and a step that did not pass', [outside, bad], 1],
  ['such a write, and a broken cluster', [report([], { undeclared, error: 'unreachable' })], 3],
  ['a broken cluster and anything else', [bad, left, report([], { error: 'unreachable' })], 3],
  ['a step that is errored', [report([stepResult('a', 'errored', [])])], 3],
  ['a timed-out step', [report([stepResult('a', 'timed-out', [])])], 1],
  ['an interrupted step', [report([stepResult('a', 'interrupted', [])])], 1],
  ['a cancelled step', [report([stepResult('a', 'cancelled', [])])], 1],
])('exitStatusOf: %s', (_, reports, status) => {
  expect(exitStatusOf(reports)).toBe(status);
});
