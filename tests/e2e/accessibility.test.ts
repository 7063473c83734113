import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningServer } from '../../runner/server/server.ts';
import { violations } from '../support/axe.ts';
import { desk, launchChromium } from '../support/chromium.ts';
import { guideName, openGuide, pressRun, serveGuides, startsAfresh } from '../support/served-page.ts';

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

test.each(['light', 'dark'] as const)('page: axe finds nothing in the first guide, in %s', async (colorScheme) => {
  const context = await browser.newContext({ ...desk, colorScheme });
  const page = await context.newPage();
  await page.goto(`${server.origin}/${guideName}/#token=${server.token}`);
  await page.locator('[data-target-phase="live"]').waitFor();
  expect(await violations(page)).toEqual([]);
  await context.close();
});

test('page: the live region says what happened to a step, not its output', async () => {
  const { page } = await openGuide(browser, server);
  await page.locator('[data-target-phase="live"]').waitFor();
  await pressRun(page, 'unset-variables');
  await page
    .locator('[aria-live="polite"]')
    .filter({ hasText: /unset-variables.*passed|passed.*unset-variables|[Ss]tep 44.*passed/ })
    .waitFor({ state: 'attached' });
  await page.close();
});
