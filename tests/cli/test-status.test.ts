import { expect, test } from 'vitest';
import { nothingRan, testStatus } from '../../runner/cli/test/test-status.ts';
import type { Verdict } from '../../src/guide/outcome.ts';
import type { Report } from '../../src/guide/report.ts';

/** A report whose steps have these verdicts. */
function reportOf(steps: Readonly<Record<string, Verdict>>, more: Partial<Report> = {}): Report {
  const results = Object.entries(steps).map(([step, verdict]) => ({ step, verdict, commands: [] }));
  return { file: 'a.mdx', leftovers: [], cleanup: [], steps: results, ...more } as unknown as Report;
}

const passed = reportOf({ a: 'passed', b: 'passed' });
const skipped = reportOf({ a: 'passed', b: 'skipped' });
const nothing = reportOf({ a: 'skipped', b: 'skipped' });
const broken = reportOf({}, { error: 'The cluster answered 500.' });
const left = reportOf({ a: 'passed' }, { leftovers: [{} as Report['leftovers'][number]] });

test.each<[string, Report[], string | undefined, number, number]>([
  ['no pass', [], undefined, 0, 1],
  ['passed steps', [passed], undefined, 0, 1],
  ['the step of --step passed', [passed], 'b', 0, 1],
  ['the step of --step was skipped in one of two passes', [passed, skipped], 'b', 0, 1],
  ['the step of --step was skipped in each pass', [skipped, skipped], 'b', 2, 1],
  ['nothing but skipped steps', [nothing], undefined, 2, 1],
  ['a broken pass', [passed, broken], 'b', 3, 3],
  ['leftovers', [left], undefined, 4, 4],
  ['leftovers, and the step of --step did not run', [left], 'b', 4, 4],
])('testStatus: %s', (_, reports, step, status, ifStopped) => {
  expect(testStatus({ reports, step, isStopped: false })).toBe(status);
  expect(testStatus({ reports, step, isStopped: true })).toBe(ifStopped);
});

test('nothingRan: says nothing if the reports tell of undeclared writes', () => {
  const undeclared = reportOf({}, { undeclared: [{} as NonNullable<Report['undeclared']>[number]] });
  expect(nothingRan([undeclared], undefined)).toBeUndefined();
  expect(nothingRan([nothing], undefined)?.code).toBe('nothing-ran');
});
