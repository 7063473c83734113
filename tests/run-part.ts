/**
 * A program: `run-part.ts PROJECTS [FILTER…]` runs projects of vitest.config.ts, or builds the sites, and
 * tells its parent `Counts`.
 */
import type { TestCase, TestModule } from 'vitest/node';
import { messageOf } from '../runner/errors.ts';
import { type Counts, parts, sites } from './parts.ts';
import './support/measure/figure.ts';

const [names = '', ...filters] = process.argv.slice(2);
const counts = names === sites ? await buildSites() : await runTests(names.split(','));
process.send?.(counts, () => process.exit(0));

async function buildSites(): Promise<Counts> {
  const [{ buildSite }, { fixtureSite }] = await Promise.all([
    import('../runner/server/site/site.ts'),
    import('./support/guides/fixture-site.ts'),
  ]);
  const log = (text: string) => process.stderr.write(text);
  const built = await Promise.allSettled([buildSite(log), fixtureSite(log)]);
  const reasons = built.flatMap((each) => (each.status === 'rejected' ? [messageOf(each.reason)] : []));
  for (const reason of reasons) log(`✗ The tests of pages have no site: ${reason}\n`);
  return { passed: 0, failed: reasons.length, skipped: 0 };
}

async function runTests(projects: readonly string[]): Promise<Counts> {
  const [{ startVitest }, { default: config }] = await Promise.all([
    import('vitest/node'),
    import('./vitest.config.ts'),
  ]);
  requireAllProjects(config.test?.projects ?? []);
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  const onTestRunEnd = (modules: readonly TestModule[], errors: readonly unknown[]) => {
    for (const module of modules) {
      for (const test of module.children.allTests())
        counts[test.result().state === 'pending' ? 'skipped' : (test.result().state as 'passed')] += 1;
      counts.failed += module.errors().length;
    }
    counts.failed += errors.length;
  };
  const onTestCaseResult = (test: TestCase) => {
    const { figure } = test.meta();
    if (figure !== undefined) process.stdout.write(`   ${test.name}: ${figure}\n`);
  };
  const vitest = await startVitest('test', [...filters], {
    config: 'tests/vitest.config.ts',
    project: [...projects],
    run: true,
    watch: false,
    passWithNoTests: true,
    reporters: ['default', { onTestCaseResult, onTestRunEnd }],
  });
  await vitest.close();
  return counts;
}

/** A project that no part names would be left out and read as green. */
function requireAllProjects(projects: readonly unknown[]): void {
  const all = projects.map((project) => (project as { readonly test: { readonly name: string } }).test.name);
  const named = parts.flatMap((part) => part.projects).filter((project) => project !== sites);
  if (named.toSorted().join() !== all.toSorted().join())
    throw new Error(`tests/parts.ts names ${named.join(', ')}; vitest.config.ts has ${all.join(', ')}.`);
}
