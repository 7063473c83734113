import { prepare as prepareCluster } from '../runner/local-cluster/index.ts';
import { consoleProgress } from '../runner/report/progress.ts';
import { buildSite } from '../runner/server/site/site.ts';
import type { Need } from './projects.ts';
import { ensureChromium } from './support/browser/chromium-build.ts';
import { fixtureSite } from './support/guides/fixture-site.ts';

interface Preparation {
  readonly what: string;
  readonly prepare: () => Promise<void>;
}

const log = (text: string) => process.stderr.write(text);

const preparations: Readonly<Record<Need, Preparation>> = {
  chromium: { what: 'Chromium', prepare: async () => ensureChromium() },
  cluster: {
    what: 'the programs of the local cluster',
    prepare: async () => {
      const progress = consoleProgress(process.stderr);
      await prepareCluster({ onProgress: progress.show }).finally(progress.end);
    },
  },
  sites: {
    what: 'the built sites',
    prepare: async () => {
      await buildSite(log);
      await fixtureSite(log);
    },
  },
};

/** Prepares what is not there yet, and says on stderr what the tests need. */
export async function prepare(needs: ReadonlySet<Need>): Promise<void> {
  const needed = Object.entries(preparations).filter(([need]) => needs.has(need as Need));
  const names = needed.map(([, { what }]) => what);
  log(`These tests need ${names.length === 0 ? 'only the npm packages' : names.join(', ')}.\n`);
  for (const [, preparation] of needed) await preparation.prepare();
}
