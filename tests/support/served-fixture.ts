import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { type RunningServer, startServer } from '../../runner/server/server.ts';
import type { Target } from '../../runner/target/target.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import { loopbackTarget } from './loopback-target.ts';
import { siteProject } from './site-project.ts';

export const fixtureName = 'fixture';

export interface ServedFixture {
  readonly server: RunningServer;
  /** The guide's file in the copy of the project. */
  readonly file: string;
  close(): Promise<void>;
  open(browser: Browser, options?: Parameters<Browser['newPage']>[0] & { origin?: string; prepare?: (page: Page) => Promise<void> }): Promise<Page>;
}

/** A page with these steps, built as every page is, behind the real server. Without a target its commands run on this machine: no cluster is needed. */
export async function serveFixture(
  body: string,
  { target = loopbackTarget(), namespaces = [] }: { target?: Target; namespaces?: readonly string[] } = {},
): Promise<ServedFixture> {
  const project = siteProject();
  const file = join(project.folder, 'content', `${fixtureName}.mdx`);
  const source = `---\ntitle: Fixture\nguide:\n  namespaces: [${namespaces.join(', ')}]\n---\n\n## Steps\n\n${body}\n`;
  writeFileSync(file, source);
  const { status, output } = await project.build();
  if (status !== 0) throw new Error(output);
  const { guide, problems } = parseGuide(source, { file, name: fixtureName });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const server = await startServer({
    guides: [guide],
    site: join(project.folder, 'dist'),
    port: 0,
    choice: { kind: 'opened', target },
    name: 'none',
    kubeconfig: undefined,
    pathBehind: [],
  });
  await server.target.settled;
  return {
    server,
    file,
    close: async () => {
      await server.close();
      project.remove();
    },
    open: async (browser, { origin = server.origin, prepare, ...options } = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      const page = await context.newPage();
      await prepare?.(page);
      await page.goto(`${origin}/${fixtureName}/#token=${server.token}`);
      return page;
    },
  };
}
