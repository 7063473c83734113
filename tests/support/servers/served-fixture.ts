import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import type { Target } from '../../../runner/cluster/target.ts';
import { projectFolder } from '../../../runner/project.ts';
import type { RunningServer } from '../../../runner/server/server.ts';
import { parseGuide } from '../../../src/guide/parse-guide.ts';
import { desk } from '../browser/chromium.ts';
import { loopbackTarget } from '../clusters/loopback-target.ts';
import { type FixtureName, fixtureSource } from '../guides/fixture-pages.ts';
import { fixtureSite } from '../guides/fixture-site.ts';
import { loopbackServer } from './loopback-server.ts';

export interface ServedFixture {
  readonly server: RunningServer;
  readonly name: FixtureName;
  close(): Promise<void>;
  open(
    browser: Browser,
    options?: Parameters<Browser['newPage']>[0] & {
      origin?: string;
      prepare?: (page: Page) => Promise<void>;
    },
  ): Promise<Page>;
}

/** Serves one of the fixture pages with the real server. By default its commands run on this machine. */
export async function serveFixture(
  name: FixtureName,
  { target = loopbackTarget() }: { target?: Target } = {},
): Promise<ServedFixture> {
  const site = await fixtureSite();
  // No file is at this path. The page needs none.
  const file = join(projectFolder, 'test-results', `${name}.mdx`);
  const { guide, problems } = parseGuide(fixtureSource(name), { file, name });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const server = await loopbackServer({ guides: [guide], site }, target);
  await server.target.settled;
  return {
    server,
    name,
    close: () => server.close(),
    open: async (browser, { origin = server.origin, prepare, ...options } = {}) => {
      const context = await browser.newContext({ ...desk, ...options });
      const page = await context.newPage();
      await prepare?.(page);
      await page.goto(`${origin}/${name}/#token=${server.token}`);
      return page;
    },
  };
}
