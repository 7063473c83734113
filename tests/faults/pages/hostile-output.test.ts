import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { withoutColour } from '../../../runner/match/index.ts';
import { launchChromium } from '../../support/browser/chromium.ts';
import { settledState } from '../../support/browser/served-page.ts';
import { emptyFixtureFolder } from '../../support/guides/fixture-folder.ts';
import { hostileOutputs } from '../../support/guides/hostile-output.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { serveFixture } from '../../support/servers/served-fixture.ts';

/** Names of the elements and attributes inside that our pages do not use. */
const strangers = (page: Page, within: string) =>
  page.evaluate((selector) => {
    const tags = new Set(
      'SPAN PRE DIV P CODE STRONG TABLE THEAD TBODY TR TD TH UL LI DETAILS SUMMARY BUTTON'.split(' '),
    );
    const isOurs = (name: string) =>
      ['class', 'role', 'tabindex', 'scope', 'colspan', 'hidden', 'type'].includes(name) ||
      /^(data|aria)-/.test(name);
    const inside = [...document.querySelectorAll(`${selector} *`)];
    return inside.flatMap((each) => [
      ...(tags.has(each.tagName) ? [] : [each.tagName]),
      ...each.getAttributeNames().filter((name) => !isOurs(name)),
    ]);
  }, within);

test('page: shows hostile output as text and executes nothing', async ({ task }) => {
  leavesNothing();
  const folder = emptyFixtureFolder('hostile');
  for (const [at, { bytes }] of hostileOutputs.entries()) writeFileSync(join(folder, String(at)), bytes);
  const fixture = await serveFixture('hostile');
  onTestFinished(() => fixture.close());
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const complaints: string[] = [];
  const page = await fixture.open(browser, {
    prepare: async (opened) => {
      opened.on('dialog', (dialog) => void complaints.push(`dialog ${dialog.message()}`));
      opened.on('popup', () => void complaints.push('popup'));
      opened.on('pageerror', (error) => void complaints.push(error.message));
      opened.on('console', (message) => message.type() === 'error' && void complaints.push(message.text()));
      opened.on(
        'request',
        (request) => request.url().startsWith(fixture.server.origin) || void complaints.push(request.url()),
      );
      opened.on('framenavigated', (frame) => frame === opened.mainFrame() || void complaints.push('frame'));
    },
  });
  const risky =
    'script, iframe, object, embed, img, link, style, base, meta, form, a, svg, input, video, audio';
  const count = () => page.evaluate((selector) => document.querySelectorAll(selector).length, risky);
  await page.locator('[data-target-phase="live"]').waitFor();
  // The search adds its own elements when the page is idle.
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/ui-core')),
  );
  const [before, title] = [await count(), await page.title()];
  await page.locator('[data-action="terminal"]').first().click();
  await page.locator('.dock-line textarea').waitFor();
  const afterTerminal = await count();
  await page.locator('#step-each [data-action="run"]').click();
  expect(await settledState(page, 'each')).toBe('passed');
  await page.locator('#step-all [data-action="run"]').click();
  expect(await settledState(page, 'all')).toBe('differs');
  const shown = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('#step-each [data-output] pre')].map((pre) => pre.textContent),
    );
  // The page shows a long output in several frames.
  const lengths = hostileOutputs.map(({ seen }) => withoutColour(seen).length);
  await expect
    .poll(async () => (await shown()).map((text) => text?.length), { timeout: 20_000 })
    .toEqual(lengths);
  const texts = await shown();
  for (const [at, { name, seen }] of hostileOutputs.entries())
    expect(texts[at], name).toBe(withoutColour(seen));
  for (const place of ['[data-output]', '[data-outcome]', '[data-foot]'])
    expect(await strangers(page, place)).toEqual([]);
  expect(await count()).toBe(afterTerminal);
  expect(afterTerminal - before).toBeLessThan(3);
  expect(
    await page.evaluate(() => ({
      hacked: 'hacked' in window,
      polluted: 'hacked' in {},
      clipboard: document.hasFocus(),
    })),
  ).toMatchObject({
    hacked: false,
    polluted: false,
  });
  expect((await page.title()).endsWith(title)).toBe(true);
  expect(complaints).toEqual([]);
  figure(
    task,
    `${hostileOutputs.length} outputs, their verdict and the terminal in Chromium: text as it should ` +
      'be, no element but ours, no request, no dialog, no error',
  );
});
