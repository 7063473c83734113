/** `npm test`: every test there is, on a real cluster and in a real browser; the last line counts them. */
import { existsSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';
import { startVitest } from 'vitest/node';
import { prepare } from '../runner/local-cluster/index.ts';
import { consoleProgress } from '../runner/report/progress.ts';
import { buildSite } from '../runner/server/site.ts';
import { chromiumPath, installChromium } from './support/chromium.ts';

const counts = { passed: 0, failed: 0, skipped: 0 };

const counter: Reporter = {
  onTestRunEnd(modules: readonly TestModule[], errors) {
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state === 'pending' ? 'skipped' : (test.result().state as 'passed')] += 1;
      counts.failed += module.errors().length;
    }
    counts.failed += errors.length;
  },
};

const started = Date.now();
if (!existsSync(chromiumPath)) await installChromium();
await buildSite((text) => process.stderr.write(text));
const progress = consoleProgress(process.stderr);
await prepare({ onProgress: progress.show }).finally(progress.end);
const vitest = await startVitest('test', process.argv.slice(2), {
  config: 'tests/vitest.config.ts',
  run: true,
  watch: false,
  reporters: ['default', counter],
});
await vitest.close();
const ranNothing = counts.passed + counts.failed === 0;
process.stdout.write(`\nin ${Math.round((Date.now() - started) / 1000)} s\n`);
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}\n`);
process.exit(counts.failed > 0 || ranNothing ? 1 : 0);
