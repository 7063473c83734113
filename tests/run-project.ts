/**
 * A program: `run-project.ts PROJECT [FILTER…]` runs the tests of one project and sends `Counts` to the
 * process that started it.
 */
import { startVitest, type TestCase, type TestModule } from 'vitest/node';
import './support/measure/figure.ts';

/** The number of tests by their result. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const [project = '', ...filters] = process.argv.slice(2);
const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
const vitest = await startVitest('test', filters, {
  config: 'tests/vitest.config.ts',
  project: [project],
  run: true,
  watch: false,
  passWithNoTests: true,
  reporters: ['default', { onTestCaseResult: printFigure, onTestRunEnd: count }],
});
await vitest.close();
process.send?.(counts, () => process.exit(0));

function count(modules: readonly TestModule[], errors: readonly unknown[]): void {
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      counts[state === 'pending' ? 'skipped' : state] += 1;
    }
    counts.failed += module.errors().length;
  }
  counts.failed += errors.length;
}

function printFigure(test: TestCase): void {
  const { figure } = test.meta();
  if (figure !== undefined) process.stdout.write(`   ${test.name}: ${figure}\n`);
}
