import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { projectFolder } from '../../runner/project.ts';
import type { RunningServer } from '../../runner/server/server.ts';
import { orphanedSessions } from '../../runner/shell/containment/session-folder.ts';
import type { RunRecord } from '../../src/client/run-interface/export.ts';
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
import { testCluster, testKubectl } from '../support/clusters/test-cluster.ts';
import { mainFile } from '../support/programs/main-file.ts';

let browser: Browser;
let server: RunningServer;
let kubectl: (...args: string[]) => string;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serveGuides()]);
  kubectl = await testKubectl();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

startsAfresh(() => server);

async function open(): Promise<Page> {
  const { page } = await openGuide(browser, server);
  onTestFinished(() => page.close());
  await page.locator('[data-target-phase="live"]').waitFor();
  return page;
}

const stateOf = (page: Page, step: string) => page.locator(`#step-${step}`).getAttribute('data-state');

test('runs: a plan can be cancelled; a stale step runs again; cleanup deletes everything', async () => {
  const page = await open();
  await page.locator('[data-action="run-all"]').click();
  const plan = page.locator('dialog.plan');
  await plan.waitFor();
  expect(await plan.locator('[data-plan-summary]').innerText()).toMatch(
    /^41 steps run, usually [\d.]+ (s|min).*delete something/,
  );
  expect(await plan.locator('li', { hasText: /cleanup-wikipedia runs/ }).innerText()).toContain(
    'kubectl delete service my-wikipedia',
  );
  await page.keyboard.press('Escape');
  await plan.waitFor({ state: 'detached' });
  expect(await page.locator('.step:not([data-state="idle"])').count()).toBe(0);

  await runToHere(page, 'verify-sidecar');
  expect(await settledState(page, 'verify-sidecar')).toBe('passed');
  expect(await pressRun(page, 'set-source-pod')).toBe('passed');
  await page.locator('#step-verify-sidecar[data-state="stale"]').waitFor();
  expect(await page.locator('#step-verify-sidecar').innerText()).toContain(
    'It needs set-source-pod, which ran again since.',
  );
  expect(await page.locator('[data-progress]').innerText()).toBe('3 of 41');
  expect(await page.locator('[data-toc-state="stale"]').count()).toBeGreaterThan(0);
  expect(await page.title()).toContain('3/41');
  expect(await pressRun(page, 'verify-sidecar')).toBe('passed');
  await page.locator('#step-verify-sidecar[data-state="passed"]').waitFor();

  await page.locator('[data-action="continue"]').click();
  await plan.waitFor();
  expect(await plan.locator('li[data-does="holds"]').count()).toBe(4);
  await page.keyboard.press('Escape');
  for (const id of ['cleanup-sleep', 'cleanup-label']) expect(await pressRun(page, id)).toBe('passed');
});

test('runs: a run that stops names the step; the reader can run it again or skip it', async () => {
  const page = await open();
  await page.locator('#step-cleanup-endpoints [data-action="more"]').click();
  await page.locator('.more-list:popover-open [data-action="run-from-here"]').click();
  await page.locator('[data-action="plan-start"]').click();
  expect(await settledState(page, 'cleanup-endpoints')).toBe('failed');
  const stopped = page.locator('[data-stopped]');
  expect(await stopped.innerText()).toMatch(/Stopped at step \d+, cleanup-endpoints: failed\./);
  expect(await stateOf(page, 'cleanup-wikipedia')).toBe('skipped');
  await stopped.locator('[data-action="retry"]').click();
  await page.waitForFunction(
    () => document.querySelector('#step-cleanup-endpoints [data-action="run"]')?.textContent === 'Run again',
  );
  expect(await settledState(page, 'cleanup-endpoints')).toBe('failed');
  await stopped.locator('[data-action="skip"]').click();
  await page.locator('[data-action="plan-start"]').click();
  await page.waitForFunction(
    () => document.getElementById('step-cleanup-wikipedia')?.dataset['state'] === 'failed',
  );
  expect(await stateOf(page, 'cleanup-endpoints')).toBe('failed');
});

test('runs: a step is stale while an object that it made is deleted', async () => {
  const page = await open();
  expect(await pressRun(page, 'start-sleep-automatic')).toBe('passed');
  expect(await page.locator('#step-start-sleep-automatic [data-changes]').innerText()).toContain(
    'Service sleep',
  );
  kubectl('delete', 'service', 'sleep');
  await page.locator('#step-start-sleep-automatic[data-state="stale"]').waitFor();
  expect(await page.locator('#step-start-sleep-automatic').innerText()).toContain(
    'It made Service sleep, which is not in the cluster any more.',
  );
  kubectl('create', 'service', 'clusterip', 'sleep', '--tcp=80:80');
  await page.locator('#step-start-sleep-automatic[data-state="passed"]').waitFor();
  for (const id of ['cleanup-sleep', 'cleanup-label']) expect(await pressRun(page, id)).toBe('passed');
});

test('runs: keys move between steps, run, copy, and list themselves, but not while typing', async () => {
  const page = await open();
  await page.locator('#step-unset-variables').scrollIntoViewIfNeeded();
  await page.locator('#step-cleanup-namespace [data-action="run"]').focus();
  await page.keyboard.press('j');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('step-unset-variables');
  await page.keyboard.press('k');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('step-cleanup-namespace');
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  expect(await settledState(page, 'unset-variables')).toBe('passed');
  await page.keyboard.press('?');
  expect(await page.locator('dialog.keys').innerText()).toContain('run to here');
  await page.keyboard.press('r');
  await page.keyboard.press('Escape');
  await page.locator('dialog.keys').waitFor({ state: 'detached' });
  await page.locator('#step-cleanup-namespace').focus();
  await page.keyboard.press('Control+r').catch(() => {});
  expect(await stateOf(page, 'cleanup-namespace')).toBe('idle');
});

test('runs: a run is exported as Markdown and as JSON', async () => {
  const page = await open();
  expect(await pressRun(page, 'unset-variables')).toBe('passed');
  expect(await pressRun(page, 'cleanup-endpoints')).toBe('failed');
  const exported = async (action: string) => {
    await page.locator('[data-action="more-all"]').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator(`[data-action="${action}"]`).click(),
    ]);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
  };
  const json = await exported('export-json');
  expect(json.name).toBe('istio-kubernetes-services-for-egress-traffic-run.json');
  const record = JSON.parse(json.text) as RunRecord;
  expect(record.steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
    'cleanup-endpoints failed',
    'unset-variables passed',
  ]);
  expect(record.steps[0]?.commands[0]).toMatchObject({
    text: 'kubectl delete endpoints my-wikipedia',
    exit: 1,
    output: expect.stringContaining('not found'),
  });
  expect(record.target).toMatchObject({ versions: { kubernetes: '1.35.4', istio: '1.31.1' } });
  const markdown = (await exported('export-markdown')).text;
  expect(markdown).toContain('```console\n$ kubectl delete endpoints my-wikipedia\n');
  expect(markdown).not.toContain(server.token);
});

test('runs: two tabs show the same at every moment', async () => {
  const [one, two] = [await open(), await open()];
  const states = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.step')].map(
        (step) => `${step.id} ${step.dataset['state']} ${step.querySelector('[data-output]')?.textContent}`,
      ),
    );
  for (const id of ['unset-variables', 'cleanup-endpoints']) {
    await one.locator(`#step-${id} [data-action="run"]`).click();
    await Promise.all([settledState(one, id), settledState(two, id)]);
  }
  await two.locator('#step-cleanup-endpoints[data-state="failed"]').waitFor();
  expect(await states(two)).toEqual(await states(one));
  await two.locator('[data-action="more-all"]').click();
  await two.locator('.more-list:popover-open [data-action="reset"]').click();
  await one.locator('#step-cleanup-endpoints[data-state="idle"]').waitFor();
  expect(await states(one)).toEqual(await states(two));
});

test('runs: after the runner was killed and restarted, the page says how to pair again', async () => {
  const first = await spawnServer(0);
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(`http://127.0.0.1:${first.port}/${guideName}/#token=${first.token}`);
  await page.locator('[data-target-phase="live"]').waitFor();
  expect(await pressRun(page, 'start-sleep-automatic')).toBe('passed');
  await page.locator('#step-wait-for-sleep [data-action="run"]').click();
  await page.locator('#step-wait-for-sleep[data-state="running"]').waitFor();
  first.child.kill('SIGKILL');
  onTestFinished(() => {
    for (const folder of orphanedSessions().filter((each) => each.includes(`-${first.child.pid}-`)))
      rmSync(folder, { recursive: true });
  });
  await page.locator('[data-bar-notes]', { hasText: 'Connection lost' }).waitFor();
  expect(await page.locator('#step-wait-for-sleep .verdict').innerText()).toBe(
    'was running when the connection was lost',
  );
  expect(await page.locator('.verdict [data-icon="running"]').count()).toBe(0);
  expect(await stateOf(page, 'start-sleep-automatic')).toBe('passed');
  await spawnServer(first.port);
  await page.locator('[data-bar-notes]', { hasText: 'Pair this tab again' }).waitFor({ timeout: 30_000 });
  expect(await page.locator('[data-action="run"]:visible').count()).toBe(0);
  expect(await page.locator('#step-start-sleep-automatic').innerText()).toContain('passed');
  kubectl(
    'delete',
    '-f',
    'content/istio/kubernetes-services-for-egress-traffic.files/samples/sleep/sleep.yaml',
  );
  kubectl('label', 'namespace', 'default', 'istio-injection-');
}, 120_000);

async function spawnServer(port: number): Promise<{ child: ChildProcess; port: number; token: string }> {
  const child = spawn(process.execPath, [mainFile, 'serve', '--name', testCluster, '--port', String(port)], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    const ready = /http:\/\/127\.0\.0\.1:(\d+)\/#token=(\S+)/.exec(text);
    if (ready) return { child, port: Number(ready[1]), token: ready[2] ?? '' };
  }
  throw new Error('The server ended before it was ready.');
}
