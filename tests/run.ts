/** `npm test [FILTER…]`: every test there is, on real clusters and in a real browser; the last line counts them. */
import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { startVitest, type TestCase, type TestModule } from 'vitest/node';
import { messageOf } from '../runner/errors.ts';
import { prepare } from '../runner/local-cluster/index.ts';
import { consoleProgress } from '../runner/report/progress.ts';
import { buildSite } from '../runner/server/site.ts';
import { ensureChromium } from './support/chromium.ts';
import './support/figure.ts';
import { fixtureSite } from './support/fixture-site.ts';
import config from './vitest.config.ts';

/** Projects of vitest.config.ts that run in one process, or `sites`. */
interface Part {
  readonly projects: readonly string[];
  /** Projects that must have ended before; those of parts above. */
  readonly after?: readonly string[];
  /** How far it yields to the others, from 1 to 19 (nice(1)): at 19 it has what processor time they leave, at 3 half of another's share, at 5 a third, at 6 a quarter. */
  readonly yields?: number;
  /** Name of its own real cluster. */
  readonly cluster?: string;
}

/** What pages are read from, built unless it is there: no project. */
const sites = 'sites';

/**
 * `alone` measures what others would disturb, and has only what yields to it beside it. `local-cluster` proves that the machine is left as it was: no
 * other cluster stands then. Those on a cluster take longest, and so go first.
 */
const parts: readonly Part[] = [
  { projects: ['alone'] },
  { projects: [sites], yields: constants.priority.PRIORITY_LOW },
  { projects: ['computing'], yields: constants.priority.PRIORITY_LOW },
  { projects: ['local-cluster'], after: ['alone'] },
  { projects: ['unit', 'builds'], after: ['alone', sites], yields: 6 },
  { projects: ['faults', 'much-output'], after: ['unit'], yields: 6 },
  { projects: ['browser', 'page-faults'], after: ['unit'], yields: 9 },
  { projects: ['cluster', 'cleanup-faults', 'guide'], after: ['local-cluster', sites], cluster: 'test' },
  { projects: ['e2e', 'two-runners', 'preflight', 'outage'], after: ['local-cluster', sites], cluster: 'test-page' },
];

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const partMark = '--part=';
const [first = '', ...others] = process.argv.slice(2);
if (first.startsWith(partMark)) await runPart(first.slice(partMark.length).split(','), others);
else await runAll(process.argv.slice(2));

async function runAll(filters: readonly string[]): Promise<void> {
  const started = Date.now();
  requireAllProjects();
  ensureChromium();
  const progress = consoleProgress(process.stderr);
  await prepare({ onProgress: progress.show }).finally(progress.end);
  const all: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of await countsOfAll(filters)) for (const key of ['passed', 'failed', 'skipped'] as const) all[key] += counts[key];
  const ranNothing = all.passed + all.failed === 0;
  if (ranNothing) process.stderr.write(`No test file matches ${filters.join(' ')}.\n`);
  process.stdout.write(`\nin ${Math.round((Date.now() - started) / 1000)} s\n`);
  process.stdout.write(`${all.passed} passed, ${all.failed} failed${all.skipped > 0 ? `, ${all.skipped} skipped` : ''}\n`);
  process.exit(all.failed > 0 || ranNothing ? 1 : 0);
}

/** A project that no part names would be left out and read as green. */
function requireAllProjects(): void {
  const all = (config.test?.projects ?? []).map((project) => (project as { readonly test: { readonly name: string } }).test.name);
  const named = parts.flatMap(({ projects }) => projects).filter((project) => project !== sites);
  if (named.toSorted().join() !== all.toSorted().join()) throw new Error(`tests/run.ts runs ${named.join(', ')}; vitest.config.ts has ${all.join(', ')}.`);
}

/** Starts each part when those have ended that it comes after. */
function countsOfAll(filters: readonly string[]): Promise<Counts[]> {
  const ending = new Map<string, Promise<Counts>>();
  for (const part of parts) {
    const before = (part.after ?? []).map((project) => ending.get(project) ?? Promise.reject(new Error(`tests/run.ts: no part above has ${project}.`)));
    const counts = Promise.all(before).then(() => countsOf(part, filters));
    for (const project of part.projects) ending.set(project, counts);
  }
  return Promise.all(new Set(ending.values()));
}

/** A part that ends without saying what it counted has failed. */
function countsOf({ projects, cluster, yields }: Part, filters: readonly string[]): Promise<Counts> {
  const env = { ...process.env, ...(cluster !== undefined && { GUIDERAIL_TEST_CLUSTER: cluster }) };
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), [`${partMark}${projects.join(',')}`, ...filters], { env });
  if (yields !== undefined && child.pid !== undefined) setPriority(child.pid, yields);
  let counts: Counts = { passed: 0, failed: 1, skipped: 0 };
  child.on('message', (message) => {
    counts = message as Counts;
  });
  return new Promise((resolve) => child.on('close', () => resolve(counts)));
}

async function runPart(projects: readonly string[], filters: readonly string[]): Promise<void> {
  const counts = projects.includes(sites) ? await buildSites() : await runTests(projects, filters);
  process.send?.(counts, () => process.exit(0));
}

async function buildSites(): Promise<Counts> {
  const log = (text: string) => process.stderr.write(text);
  const built = await Promise.allSettled([buildSite(log), fixtureSite(log)]);
  const reasons = built.flatMap((each) => (each.status === 'rejected' ? [messageOf(each.reason)] : []));
  for (const reason of reasons) log(`✗ The tests of pages have no site: ${reason}\n`);
  return { passed: 0, failed: reasons.length, skipped: 0 };
}

async function runTests(projects: readonly string[], filters: readonly string[]): Promise<Counts> {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  const onTestRunEnd = (modules: readonly TestModule[], errors: readonly unknown[]) => {
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state === 'pending' ? 'skipped' : (test.result().state as 'passed')] += 1;
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
