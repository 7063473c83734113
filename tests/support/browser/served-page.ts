import type { Browser, Page } from 'playwright';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import { loadGuides, requireSound } from '../../../runner/check/load-guides.ts';
import { localTarget } from '../../../runner/cluster/local-target.ts';
import type { TargetChoice } from '../../../runner/cluster/open-target.ts';
import { newObjects, takeSnapshot } from '../../../runner/cluster/snapshot/snapshot.ts';
import { type RunningServer, startServer } from '../../../runner/server/server.ts';
import { siteFolder } from '../../../runner/server/site/site.ts';
import { ensureTestCluster, testAccess, testCluster, testKubectl } from '../clusters/test-cluster.ts';
import { desk } from './chromium.ts';

export const guideName = 'istio/kubernetes-services-for-egress-traffic';

/** Starts the real server with the real site, on the test cluster or with recordings only. */
export async function serveGuides(choice: TargetChoice = { kind: 'local' }): Promise<RunningServer> {
  if (choice.kind !== 'recorded') await ensureTestCluster();
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

/**
 * Gives each test of a file a fresh session. After a failed test, it restores the cluster as it was before
 * the first test, so that the tests after it do not fail too. Call it below the `beforeAll` that starts the
 * server.
 */
export function startsAfresh(server: () => RunningServer): void {
  let restore = async () => {};
  beforeAll(async () => {
    const kubectl = await testKubectl();
    const { api } = await localTarget(await testAccess());
    const first = await takeSnapshot(api, { all: true });
    restore = async () => {
      for (const { kind, namespace, name } of newObjects(first, await takeSnapshot(api, { all: true }))) {
        kubectl(
          'delete',
          '--ignore-not-found',
          ...(namespace === undefined ? [] : ['--namespace', namespace]),
          kind,
          name,
        );
      }
      kubectl('label', 'namespace', 'default', 'istio-injection-');
    };
  });
  beforeEach(() => server().runs.reset(guideName));
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'pass') await restore();
  });
}

export interface OpenedPage {
  readonly page: Page;
  /** Error messages of the console, and uncaught errors. */
  readonly complaints: string[];
}

/** Opens the guide at the address that `serve` prints, and collects the errors of the browser. */
export async function openGuide(
  browser: Browser,
  server: RunningServer,
  options: Parameters<Browser['newPage']>[0] & { token?: string | undefined } = {},
): Promise<OpenedPage> {
  const { token = server.token, ...pageOptions } =
    'token' in options ? { ...options, token: options.token ?? '' } : options;
  const page = await browser.newPage({ ...desk, ...pageOptions });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${server.origin}/${guideName}/${token === '' ? '' : `#token=${token}`}`);
  return { page, complaints };
}

/** Waits until a step is neither idle, queued nor running, and returns its state. */
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

/** Presses the Run button of a step and waits for the verdict of that run. */
export async function pressRun(page: Page, step: string): Promise<string> {
  const root = page.locator(`#step-${step}`);
  const before = (await root.getAttribute('data-run')) ?? '';
  await root.locator('[data-action="run"]').click();
  await page.waitForFunction(
    ([id, run]) => (document.getElementById(`step-${id}`)?.dataset['run'] ?? '') !== run,
    [step, before] as const,
  );
  return settledState(page, step);
}

/** Presses "Run to here" and starts its plan. */
export async function runToHere(page: Page, step: string): Promise<void> {
  await page.locator(`#step-${step} [data-action="more"]`).click();
  await page.locator('.more-list:popover-open [data-action="run-to-here"]').click();
  await page.locator('[data-action="plan-start"]').click();
}
