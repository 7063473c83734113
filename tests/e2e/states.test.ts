import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { violationsInBothThemes } from '../support/browser/axe.ts';
import { launchChromium } from '../support/browser/chromium.ts';
import { pressRun, settledState } from '../support/browser/served-page.ts';
import { siteStates } from '../support/browser/site-states.ts';
import { type CuttingProxy, cuttingProxy } from '../support/servers/cutting-proxy.ts';
import { type ServedFixture, serveFixture } from '../support/servers/served-fixture.ts';

let browser: Browser;
let fixture: ServedFixture;
let cable: CuttingProxy;

beforeAll(async () => {
  [browser, fixture] = await Promise.all([launchChromium(), serveFixture('states')]);
  cable = await cuttingProxy(fixture.server);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await cable?.close();
  await fixture?.close();
});

beforeEach(async () => {
  cable.plugIn();
  await fixture.server.runs.reset(fixture.name);
});

test('states: axe finds no violation in any state of a step, and in a plan', async () => {
  const page = await fixture.open(browser, { origin: cable.origin });
  onTestFinished(() => page.context().close());
  await page.locator('[data-target-phase="live"]').waitFor();
  await page.locator('#step-use [data-action="run"]').click();
  await page.locator('#step-use [data-refusal]', { hasText: 'needs set' }).waitFor();
  expect(await violationsInBothThemes(page)).toEqual([]);
  for (const [id, verdict] of [
    ['set', 'passed'],
    ['use', 'passed'],
    ['differs', 'differs'],
    ['lines', 'differs'],
    ['columns', 'differs'],
    ['long', 'differs'],
    ['exit', 'failed'],
    ['failed', 'failed'],
    ['valueless', 'failed'],
  ] as const) {
    expect(await pressRun(page, id)).toBe(verdict);
  }
  // A command that did not run has no output: the expected output stays.
  expect(
    await page.locator('#step-valueless :is([data-printed], [data-output]):visible').allInnerTexts(),
  ).toEqual(['as printed']);
  expect(await pressRun(page, 'set')).toBe('passed');
  await page.locator('#step-use[data-state="stale"]').waitFor();
  await page.locator('#step-running [data-action="run"]').click();
  await page.locator('#step-running[data-state="running"]').waitFor();
  await page.locator('#step-queued [data-action="run"]').click();
  await page.locator('#step-queued[data-state="queued"]').waitFor();
  await page.locator('[data-action="more-all"]').click();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  cable.pullOut();
  await page.locator('[data-bar-notes]', { hasText: 'Connection lost' }).waitFor();
  expect(await violationsInBothThemes(page)).toEqual([]);
  cable.plugIn();
  await page.locator('#step-running [data-action="stop"]').click();
  await page.locator('#step-running[data-state="cancelled"]').waitFor();
  await page.locator('[data-action="continue"]').click();
  await page.locator('dialog.plan').waitFor();
  expect(await violationsInBothThemes(page)).toEqual([]);
});

test('states: axe finds no violation in notes about saves, which leave the progress in the bar', async () => {
  const page = await fixture.open(browser);
  onTestFinished(() => page.context().close());
  await page.locator('[data-target-phase="live"]').waitFor();
  for (const [state, words] of [
    ['building', 'are being built again'],
    ['saved', 'was saved and built again'],
    ['refused', 'The last save has 2 problems'],
    ['moved', 'The page /other/ was moved to'],
    ['removed', 'The file of this page was removed'],
    ['added', 'There are 2 new pages'],
  ] as const) {
    fixture.server.sendSiteState(siteStates(`/${fixture.name}/`)[state]);
    await page.locator('[data-bar-notes]', { hasText: words }).waitFor();
    expect([state, await violationsInBothThemes(page)]).toEqual([state, []]);
    expect(await page.locator('[data-progress]').isVisible()).toBe(true);
    for (const width of [1280, 390, 320]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  }
});

test('states: a difference is marked in its cell, by a word and not only by colour', async () => {
  const page = await fixture.open(browser);
  onTestFinished(() => page.context().close());
  await page.locator('[data-target-phase="live"]').waitFor();
  expect(await pressRun(page, 'differs')).toBe('differs');
  const text = await page.locator('#step-differs').innerText();
  expect(text).toContain('column STATUS: the page says Running, the output says CrashLoopBackOff');
  expect(await page.locator('#step-differs .comparison td.on-yours').allInnerTexts()).toEqual([
    '0/1\n(differs)',
    'CrashLoopBackOff\n(differs)',
  ]);
  expect(await page.locator('#step-differs .verdict').innerText()).toBe('differs from the page');
  expect(await pressRun(page, 'lines')).toBe('differs');
  expect(await page.locator('#step-lines .comparison [data-op="fold"]').first().innerText()).toMatch(
    /\d+ lines as printed/,
  );
});

test('states: long lines and cells are cut around a difference, and columns stay aligned', async () => {
  const page = await fixture.open(browser);
  onTestFinished(() => page.context().close());
  await page.locator('[data-target-phase="live"]').waitFor();
  expect(await pressRun(page, 'long')).toBe('differs');
  const long = page.locator('#step-long .comparison');
  expect(await long.locator('mark').allInnerTexts()).toEqual(['red.', 'green.']);
  expect(await long.locator('.line').allInnerTexts()).toEqual([
    '- page\n…light of the last crossing is red. Nobody waits there. Nobody wa…',
    '+ yours\n…light of the last crossing is green. Nobody waits there. Nobody wa…',
  ]);
  expect(await pressRun(page, 'columns')).toBe('differs');
  const columns = page.locator('#step-columns .comparison');
  expect(await columns.locator('th[scope="col"]').allInnerTexts()).toEqual(['NAME', 'READY', 'IMAGE']);
  expect(await columns.locator('mark').allInnerTexts()).toEqual(['3', '2']);
});

test('states: names commands that did not run, and the option for an expected exit status', async () => {
  const page = await fixture.open(browser);
  onTestFinished(() => page.context().close());
  await page.locator('[data-target-phase="live"]').waitFor();
  expect(await pressRun(page, 'exit')).toBe('failed');
  expect(await page.locator('#step-exit .outcome p').allInnerTexts()).toEqual([
    'The output is as printed, but the exit status is 1; the page expects 0. If this exit status is ' +
      'expected, end the fence after this command and write exit=1: exit= applies to the last command of ' +
      'a fence.',
    'Therefore these commands were not run: echo second and echo third.',
  ]);
});

/**
 * Starts to collect where nodes are added or removed inside the elements of a selector. The returned function
 * returns the places so far.
 */
async function changedIn(page: Page, selector: string): Promise<() => Promise<string[]>> {
  const seen = await page.evaluateHandle((places) => {
    const found: string[] = [];
    const note = (records: readonly MutationRecord[]) =>
      found.push(
        ...records.map(({ target }) => `${target.parentElement?.closest('.step')?.id}: ${target.nodeName}`),
      );
    for (const place of document.querySelectorAll(places))
      new MutationObserver(note).observe(place, { childList: true, subtree: true });
    return found;
  }, selector);
  return () => seen.jsonValue();
}

// For each added node, the browser would evaluate the `:has()` rules around it again.
test('states: a running step adds no node to other steps, and its time adds none to itself', async () => {
  const page = await fixture.open(browser, { reducedMotion: 'no-preference' });
  onTestFinished(() => page.context().close());
  await page.locator('[data-target-phase="live"]').waitFor();
  const inOthers = await changedIn(page, '.step:not(#step-running)');
  await page.locator('#step-running [data-action="run"]').click();
  await page.locator('#step-running [data-output]', { hasText: 'begun' }).waitFor();
  const foot = page.locator('#step-running [data-foot]');
  const inFoot = await changedIn(page, '#step-running [data-foot]');
  const before = await foot.innerText();
  await expect.poll(() => foot.innerText()).not.toBe(before);
  expect(await inFoot()).toEqual([]);
  await page.locator('#step-running [data-action="stop"]').click();
  expect(await settledState(page, 'running')).toBe('cancelled');
  expect(await inOthers()).toEqual([]);
});
