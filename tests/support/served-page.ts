import type { Browser, Page } from 'playwright';
import { loadGuides, requireSound } from '../../runner/guides.ts';
import { type RunningServer, startServer } from '../../runner/server/server.ts';
import { siteFolder } from '../../runner/server/site.ts';
import type { TargetChoice } from '../../runner/target/open-target.ts';
import { ensureTestCluster, testCluster } from './test-cluster.ts';

export const guideName = 'istio/kubernetes-services-for-egress-traffic';

/** The real server with the real site on the test cluster, and live. */
export async function serveGuides(choice: TargetChoice = { kind: 'local' }): Promise<RunningServer> {
  await ensureTestCluster();
  const server = await startServer({
    guides: requireSound(loadGuides([])),
    site: siteFolder,
    port: 0,
    choice,
    name: testCluster,
    kubeconfig: undefined,
    pathBehind: [],
  });
  await server.target.settled;
  return server;
}

export interface OpenedPage {
  readonly page: Page;
  /** Messages of the console and uncaught errors that are not expected. */
  readonly complaints: string[];
}

/** Opens the guide as the printed address does, and collects what the browser complains about. */
export async function openGuide(
  browser: Browser,
  server: RunningServer,
  options: Parameters<Browser['newPage']>[0] & { token?: string | undefined } = {},
): Promise<OpenedPage> {
  const { token = server.token, ...pageOptions } = 'token' in options ? { ...options, token: options.token ?? '' } : options;
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...pageOptions });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${server.origin}/${guideName}/${token === '' ? '' : `#token=${token}`}`);
  return { page, complaints };
}

/** Waits until a step is neither idle nor under way, and gives its state. */
export async function settledState(page: Page, step: string, timeout = 60_000): Promise<string> {
  const handle = await page.waitForFunction(
    (id) => {
      const state = document.getElementById(`step-${id}`)?.dataset['state'] ?? 'idle';
      return ['idle', 'queued', 'running'].includes(state) ? false : state;
    },
    step,
    { timeout },
  );
  return (await handle.jsonValue()) as string;
}

/** Presses a step's button and waits for its verdict. */
export async function pressRun(page: Page, step: string): Promise<string> {
  await page.locator(`#step-${step} [data-action="run"]`).click();
  await page.waitForFunction((id) => !['idle'].includes(document.getElementById(`step-${id}`)?.dataset['state'] ?? 'idle'), step);
  return settledState(page, step);
}

/** Presses "Run to here" and agrees to its plan. */
export async function runToHere(page: Page, step: string): Promise<void> {
  await page.locator(`#step-${step} [data-action="more"]`).click();
  await page.locator('.more-list:popover-open [data-action="run-to-here"]').click();
  await page.locator('[data-action="plan-start"]').click();
}
