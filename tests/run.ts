/**
 * `npm test [FILTER…]`: every test there is, on real clusters and in a real browser; the last line counts
 * them.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from '../runner/local-cluster/index.ts';
import { consoleProgress } from '../runner/report/progress.ts';
import { type Counts, type Part, parts } from './parts.ts';
import { ensureChromium } from './support/browser/chromium-build.ts';
import { makeYield } from './support/measure/processor-share.ts';

const filters = process.argv.slice(2);
const started = Date.now();
ensureChromium();
const progress = consoleProgress(process.stderr);
await prepare({ onProgress: progress.show }).finally(progress.end);
// The tests' own kubectl, which would write into the user's home.
const kubeCache = mkdtempSync(join(tmpdir(), 'guiderail-test-'));
const all: Counts = { passed: 0, failed: 0, skipped: 0 };
for (const counts of await countsOfAll())
  for (const key of ['passed', 'failed', 'skipped'] as const) all[key] += counts[key];
rmSync(kubeCache, { recursive: true, force: true });
const ranNothing = all.passed + all.failed === 0;
if (ranNothing) process.stderr.write(`No test file matches ${filters.join(' ')}.\n`);
process.stdout.write(`\nin ${Math.round((Date.now() - started) / 1000)} s\n`);
process.stdout.write(
  `${all.passed} passed, ${all.failed} failed${all.skipped > 0 ? `, ${all.skipped} skipped` : ''}\n`,
);
process.exit(all.failed > 0 || ranNothing ? 1 : 0);

/** Starts each part when those have ended that it comes after. */
function countsOfAll(): Promise<Counts[]> {
  const ending = new Map<string, Promise<Counts>>();
  for (const part of parts) {
    const before = (part.after ?? []).map(
      (project) =>
        ending.get(project) ?? Promise.reject(new Error(`tests/parts.ts: no part above has ${project}.`)),
    );
    const counts = Promise.all(before).then(() => countsOf(part));
    for (const project of part.projects) ending.set(project, counts);
  }
  return Promise.all(new Set(ending.values()));
}

/** A part that ends without saying what it counted has failed. */
function countsOf({ projects, cluster, yields }: Part): Promise<Counts> {
  const env = {
    ...process.env,
    KUBECACHEDIR: kubeCache,
    ...(cluster !== undefined && { GUIDERAIL_TEST_CLUSTER: cluster }),
  };
  const child: ChildProcess = fork(
    fileURLToPath(new URL('run-part.ts', import.meta.url)),
    [projects.join(','), ...filters],
    { env },
  );
  const yielded =
    yields !== undefined && child.pid !== undefined ? makeYield(child.pid, yields) : async () => {};
  let counts: Counts = { passed: 0, failed: 1, skipped: 0 };
  child.on('message', (message) => {
    counts = message as Counts;
  });
  return new Promise((resolve) => child.on('close', () => void yielded().then(() => resolve(counts))));
}
