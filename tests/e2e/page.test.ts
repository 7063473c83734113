import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadGuides, requireSound } from '../../runner/check/load-guides.ts';
import type { RunningServer } from '../../runner/server/server.ts';
import { launchChromium } from '../support/browser/chromium.ts';
import {
  guideName,
  openGuide,
  pressRun,
  runToHere,
  serveGuides,
  settledState,
  startsAfresh,
} from '../support/browser/served-page.ts';
import { testKubectl } from '../support/clusters/test-cluster.ts';

let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serveGuides()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

startsAfresh(() => server);

const live = (page: Page) => page.locator('[data-target-phase="live"]').waitFor();

test('page: moves the token from the address to the tab; another tab is not paired', async () => {
  const { page } = await openGuide(browser, server);
  await live(page);
  expect(page.url()).not.toContain('token');
  await page.reload();
  await live(page);
  expect(await page.locator('[data-action="run"]').count()).toBe(44);
  await page.close();
  const unpaired = await openGuide(browser, server, { token: undefined });
  await unpaired.page.getByText('Pair this tab', { exact: false }).waitFor();
  expect(await unpaired.page.locator('[data-action="run"]').count()).toBe(0);
  await unpaired.page.close();
});

test('page: has every command and expected output without JavaScript, and no control', async () => {
  const { page } = await openGuide(browser, server, { javaScriptEnabled: false });
  const text = (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
  const guide = requireSound(loadGuides([])).find(({ name }) => name === guideName);
  const hidden = new Set(['manual', 'EndpointSlice']);
  for (const step of guide?.steps.filter(({ choice }) => !hidden.has(choice?.value ?? '')) ?? []) {
    for (const command of step.commands) expect(text).toContain(command.text.replaceAll(/\s+/g, ' '));
    const printed = step.commands[0]?.expectation.printed[0]?.lines.join(' ') ?? '';
    expect(text).toContain(printed.replaceAll(/\s+/g, ' ').trim());
  }
  expect(await page.locator('main button:visible').count()).toBe(0);
  await page.close();
});

test('page: copies the commands of a step alone, byte for byte', async () => {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  await page.goto(`${server.origin}/${guideName}/#token=${server.token}`);
  const guide = requireSound(loadGuides([])).find(({ name }) => name === guideName);
  for (const id of ['create-httpbin', 'start-sleep-without-istio', 'call-wikipedia']) {
    await page.locator(`#step-${id} [data-action="copy"]`).click();
    await page.locator(`#step-${id} [data-action="copy"]`, { hasText: 'Copied' }).waitFor();
    const step = guide?.steps.find((each) => each.id === id);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      step?.commands.map(({ text }) => text).join('\n'),
    );
  }
  await context.close();
});

test('page: loses nothing if it is reloaded during a run', async () => {
  const { page } = await openGuide(browser, server);
  await live(page);
  await page.locator('#step-start-sleep-automatic [data-action="run"]').click();
  expect(await settledState(page, 'start-sleep-automatic')).toBe('passed');
  await page.locator('#step-wait-for-sleep [data-action="run"]').click();
  await page.locator('#step-wait-for-sleep[data-state="running"]').waitFor();
  await page.reload();
  expect(await settledState(page, 'wait-for-sleep')).toBe('passed');
  expect(await page.locator('#step-wait-for-sleep').innerText()).toContain(
    'deployment.apps/sleep condition met',
  );
  expect(await page.locator('#step-start-sleep-automatic').getAttribute('data-state')).toBe('passed');
  const second = await openGuide(browser, server);
  expect(await settledState(second.page, 'wait-for-sleep')).toBe('passed');
  await second.page.close();
  await page.close();
  kubectl(
    'delete',
    '-f',
    'content/istio/kubernetes-services-for-egress-traffic.files/samples/sleep/sleep.yaml',
  );
  kubectl('label', 'namespace', 'default', 'istio-injection-');
});

test('page: a step names the steps that it needs; a failed step shows its output', async () => {
  const { page } = await openGuide(browser, server);
  await live(page);
  await page.locator('#step-verify-sidecar [data-action="run"]').click();
  await page.locator('#step-verify-sidecar [data-refusal]', { hasText: 'needs' }).waitFor();
  expect(await page.locator('#step-verify-sidecar').innerText()).toContain('start-sleep-automatic');
  expect(await pressRun(page, 'cleanup-httpbin')).toBe('failed');
  expect(await page.locator('#step-cleanup-httpbin').innerText()).toContain('not found');
  expect(await page.locator('#step-cleanup-httpbin').innerText()).toMatch(/exit status 1/);
  await page.close();
});

test('page: *Run to here* runs missing steps, stops at a difference, and shows both outputs', async () => {
  kubectl('create', 'service', 'clusterip', 'my-httpbin', '--tcp=80:80');
  const { page } = await openGuide(browser, server);
  await live(page);
  await runToHere(page, 'observe-httpbin');
  expect(await settledState(page, 'create-httpbin', 90_000)).toBe('differs');
  const shown = await page.locator('#step-create-httpbin').innerText();
  expect(shown).toContain('the page says "service/my-httpbin created"');
  expect(shown).toContain('service/my-httpbin configured');
  expect(await settledState(page, 'observe-httpbin')).toBe('skipped');
  expect(await page.locator('#step-observe-httpbin').innerText()).toContain('create-httpbin did not pass');
  kubectl('delete', 'service', 'my-httpbin');
  for (const id of ['cleanup-sleep', 'cleanup-label', 'cleanup-sleep-without-istio', 'cleanup-namespace']) {
    expect(await pressRun(page, id)).toBe('passed');
  }
  await page.close();
});

test('page: without a cluster it has no run button, and says how to get one', async () => {
  const recorded = await serveGuides({ kind: 'recorded' });
  const { page, complaints } = await openGuide(browser, recorded);
  await page.locator('[data-target-phase="recorded"]').waitFor();
  expect(await page.locator('[data-action="run"]:visible').count()).toBe(0);
  expect(await page.locator('main').innerText()).toContain('npm start');
  await page.locator('#step-observe-httpbin details summary').first().click();
  expect(await page.locator('#step-observe-httpbin details').first().innerText()).toMatch(
    /Kubernetes 1\.35\.4/,
  );
  expect(complaints).toEqual([]);
  await page.close();
  await recorded.close();
});

test('page: does not scroll sideways at 1280, 390 and 320 pixels', async () => {
  for (const width of [1280, 390, 320]) {
    const { page } = await openGuide(browser, server, { viewport: { width, height: 800 } });
    await live(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.close();
  }
});

let kubectl: (...args: string[]) => string;
beforeAll(async () => {
  kubectl = await testKubectl();
});
