import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningServer } from '../../runner/server/server.ts';
import { violationsInBothThemes } from '../support/browser/axe.ts';
import { launchChromium } from '../support/browser/chromium.ts';
import { openGuide, pressRun, serveGuides, startsAfresh } from '../support/browser/served-page.ts';

let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serveGuides()]);
});

startsAfresh(() => server);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test('page: axe finds no violation in the first guide, in light and dark', async () => {
  const { page } = await openGuide(browser, server);
  await page.locator('[data-target-phase="live"]').waitFor();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.close();
});

test('page: the live region announces the state of a step, and not its output', async () => {
  const { page } = await openGuide(browser, server);
  await page.locator('[data-target-phase="live"]').waitFor();
  await pressRun(page, 'unset-variables');
  await page
    .locator('[aria-live="polite"]')
    .filter({ hasText: /unset-variables.*passed|passed.*unset-variables|[Ss]tep 44.*passed/ })
    .waitFor({ state: 'attached' });
  await page.close();
});
