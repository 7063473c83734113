/**
 * `npm run screenshots` takes pictures of the pages in their states, at two widths, in light and dark, on a
 * real cluster.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { down, up } from '../runner/local-cluster/index.ts';
import { projectFolder } from '../runner/project.ts';
import type { RunningServer } from '../runner/server/server.ts';
import { buildSite } from '../runner/server/site/site.ts';
import { launchChromium } from './support/browser/chromium.ts';
import { ensureChromium, wholeChromium } from './support/browser/chromium-build.ts';
import { guideName, pressRun, runToHere, serveGuides, settledState } from './support/browser/served-page.ts';
import { siteStates } from './support/browser/site-states.ts';
import { testCluster } from './support/clusters/test-cluster.ts';
import { cuttingProxy } from './support/servers/cutting-proxy.ts';
import { serveFixture } from './support/servers/served-fixture.ts';

const folder = join(projectFolder, 'test-results', 'screenshots');
/** The picture in the README. */
const readmePicture = join(projectFolder, 'src', 'assets', 'page.png');
const setup = 'content/istio/kubernetes-services-for-egress-traffic.files/samples/sleep/sleep.yaml';

ensureChromium(wholeChromium);
await buildSite((text) => process.stderr.write(text));
mkdirSync(folder, { recursive: true });
mkdirSync(join(readmePicture, '..'), { recursive: true });
const { startedHere, binFolder, hostKubeconfig } = await up({ name: testCluster });
const server = await serveGuides();
const recorded = await serveGuides({ kind: 'recorded' });
const browser = await launchChromium({ build: wholeChromium });

await shootAll(browser, recorded, 'recorded', 'verify-no-sidecar');
await shootAll(browser, server, 'idle', 'verify-no-sidecar');
await makeRuns(browser);
await shootAll(browser, server, 'passed', 'verify-no-sidecar');
await shootAll(browser, server, 'differs', 'create-httpbin');
await shootReadme(browser);
await shootStates(browser);

kubectl('delete', 'service', 'my-httpbin');
kubectl('delete', '-f', setup);
kubectl('delete', 'namespace', 'without-istio');
kubectl('label', 'namespace', 'default', 'istio-injection-');
await browser.close();
await server.close();
await recorded.close();
if (startedHere) await down({ name: testCluster });
process.stdout.write(`Written to ${folder}; the README's picture to ${readmePicture}\n`);

/** Runs the setup. Then creates a service that makes one later step differ. */
async function makeRuns(on: Browser): Promise<void> {
  const page = await open(on, server, { width: 1280, height: 900 }, 'light');
  await runToHere(page, 'verify-no-sidecar');
  await settledState(page, 'verify-no-sidecar');
  kubectl('create', 'service', 'clusterip', 'my-httpbin', '--tcp=80:80');
  await page.locator('#step-create-httpbin [data-action="run"]').click();
  await settledState(page, 'create-httpbin');
  await page.close();
}

async function shootAll(on: Browser, from: RunningServer, state: string, step: string): Promise<void> {
  for (const width of [1280, 390]) {
    for (const scheme of ['light', 'dark'] as const) {
      const page = await open(on, from, { width, height: 900 }, scheme);
      await page.locator(`#step-${step}`).scrollIntoViewIfNeeded();
      await page.evaluate(
        (id) => document.getElementById(`step-${id}`)?.scrollIntoView({ block: 'center' }),
        step,
      );
      await page.screenshot({ path: join(folder, `${state}-${width}-${scheme}.png`) });
      await page.close();
    }
  }
}

/** Shoots the states that the real guide does not reach, on a page whose commands run on this machine. */
async function shootStates(on: Browser): Promise<void> {
  const fixture = await serveFixture('states');
  const cable = await cuttingProxy(fixture.server);
  for (const width of [1280, 390]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      cable.plugIn();
      await fixture.server.book.reset(fixture.name);
      const page = await fixture.open(on, {
        origin: cable.origin,
        viewport: { width, height: 900 },
        colorScheme,
        reducedMotion: 'reduce',
      });
      const shoot = async (state: string, step: string) => {
        await page.evaluate(
          (id) => document.getElementById(`step-${id}`)?.scrollIntoView({ block: 'center' }),
          step,
        );
        await page.screenshot({ path: join(folder, `${state}-${width}-${colorScheme}.png`) });
      };
      await page.locator('[data-target-phase="live"]').waitFor();
      for (const id of ['set', 'use', 'lines', 'failed', 'set']) await pressRun(page, id);
      await page.locator('#step-use[data-state="stale"]').waitFor();
      await shoot('stale', 'use');
      await shoot('lines', 'lines');
      await shoot('failed', 'failed');
      await page.locator('#step-running [data-action="run"]').click();
      await page.locator('#step-running [data-output]', { hasText: 'begun' }).waitFor();
      await page.locator('#step-queued [data-action="run"]').click();
      await page.locator('#step-queued[data-state="queued"]').waitFor();
      await shoot('running', 'running');
      cable.pullOut();
      await page.locator('[data-bar-notes]', { hasText: 'Connection lost' }).waitFor();
      await shoot('disconnected', 'running');
      cable.plugIn();
      await page.locator('#step-running [data-action="stop"]').click();
      await page.locator('#step-running[data-state="cancelled"]').waitFor();
      await page.locator('[data-action="continue"]').click();
      await page.locator('dialog.plan').waitFor();
      await shoot('plan', 'running');
      await page.locator('[data-action="plan-cancel"]').click();
      for (const [state, site] of Object.entries(siteStates(`/${fixture.name}/`))) {
        fixture.server.tellSite(site);
        await page.locator('[data-bar-notes] .bar-note').first().waitFor();
        await shoot(`site-${state}`, 'use');
      }
      await page.context().close();
    }
  }
  await cable.close();
  await fixture.close();
}

async function shootReadme(on: Browser): Promise<void> {
  const page = await open(on, server, { width: 1280, height: 1000 }, 'light');
  await page.evaluate(() =>
    document.getElementById('step-verify-no-sidecar')?.scrollIntoView({ block: 'start' }),
  );
  await page.evaluate(() => window.scrollBy(0, -140));
  await page.screenshot({ path: readmePicture });
  await page.close();
}

async function open(
  on: Browser,
  from: RunningServer,
  viewport: { width: number; height: number },
  colorScheme: 'light' | 'dark',
): Promise<Page> {
  const page = await on.newPage({ viewport, colorScheme, reducedMotion: 'reduce' });
  await page.goto(`${from.origin}/${guideName}/#token=${from.token}`);
  await page.locator('[data-target-phase="live"], [data-target-phase="recorded"]').first().waitFor();
  return page;
}

function kubectl(...args: string[]): void {
  execFileSync(join(binFolder, 'kubectl'), ['--kubeconfig', hostKubeconfig, ...args], { stdio: 'ignore' });
}
