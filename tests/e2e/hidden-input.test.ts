import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchChromium } from '../support/browser/chromium.ts';
import { settledState } from '../support/browser/served-page.ts';
import { type ServedFixture, serveFixture } from '../support/servers/served-fixture.ts';

let browser: Browser;
let fixture: ServedFixture;

beforeAll(async () => {
  [browser, fixture] = await Promise.all([launchChromium(), serveFixture('input')]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await fixture?.close();
});

async function openPage(): Promise<Page> {
  const page = await fixture.open(browser);
  onTestFinished(() => page.context().close());
  await page.locator('[data-target-phase="live"]').waitFor();
  return page;
}

/** All text of the page and of the runner, and the values of all fields. */
async function allText(page: Page): Promise<string> {
  const fields = await page
    .locator('input, textarea')
    .evaluateAll((each) => each.map((field) => (field as HTMLInputElement).value));
  const state = await fetch(`${fixture.server.origin}/api/state`, {
    headers: { authorization: `Bearer ${fixture.server.token}` },
  });
  return [await page.content(), ...fields, await state.text()].join('\n');
}

test('hidden input: a step has an empty password field while its command hides typed text', async () => {
  const page = await openPage();
  await page.locator('#step-ask [data-action="run"]').click();
  const field = page.locator('#step-ask .step-input input');
  await field.waitFor();
  expect([await field.getAttribute('type'), await field.getAttribute('autocomplete')]).toEqual([
    'text',
    'off',
  ]);
  await field.fill('reader');
  await field.press('Enter');
  await page.locator('#step-ask .step-input input[type="password"]').waitFor();
  expect(await field.getAttribute('autocomplete')).toBe('off');
  await field.fill('open-sesame-1');
  await field.press('Enter');
  expect(await settledState(page, 'ask')).toBe('passed');
  expect(await allText(page)).not.toContain('open-sesame-1');
});

test('hidden input: the terminal has a password field, and its history keeps no secret', async () => {
  const page = await openPage();
  await page.locator('[data-action="terminal"]').click();
  const line = page.locator('.dock-line textarea');
  const secret = page.locator('.dock-line input');
  const command = 'read -r user; read -rs password; echo "${#user} ${#password}"';
  await line.fill(command);
  await line.press('Enter');
  await page.locator('.dock-line [data-action="interrupt"]').waitFor();
  await line.fill('reader');
  await line.press('Enter');
  await secret.waitFor();
  expect([
    await secret.getAttribute('type'),
    await secret.getAttribute('autocomplete'),
    await line.isVisible(),
  ]).toEqual(['password', 'off', false]);
  expect(await secret.evaluate((field) => field === document.activeElement)).toBe(true);
  await secret.fill('open-sesame-2');
  await secret.press('ArrowUp');
  expect(await secret.inputValue()).toBe('open-sesame-2');
  await secret.press('Enter');
  await line.waitFor();
  await page.locator('.dock-line [data-action="interrupt"]').waitFor({ state: 'hidden' });
  await line.press('ArrowUp');
  expect(await line.inputValue()).toBe(command);
  await line.press('ArrowUp');
  expect(await line.inputValue()).toBe(command);
  expect(await allText(page)).not.toContain('open-sesame-2');
});

test('input: refused text stays in its field, and the reason is shown', async () => {
  const page = await openPage();
  const text = 'x'.repeat(70_000);
  await page.locator('#step-ask [data-action="run"]').click();
  const field = page.locator('#step-ask .step-input input');
  await field.waitFor();
  await field.fill(text);
  await field.press('Enter');
  await page
    .locator('#step-ask')
    .getByText('A request is at most 65536 bytes. The text was not sent. Send less at once.')
    .waitFor();
  expect(await field.inputValue()).toBe(text);
  await page.locator('#step-ask [data-action="stop"]').click();
  await page.locator('[data-action="terminal"]').click();
  const line = page.locator('.dock-line textarea');
  await line.fill('read -r user');
  await line.press('Enter');
  await page.locator('.dock-line [data-action="interrupt"]').waitFor();
  await line.fill(text);
  await line.press('Enter');
  await page
    .locator('.dock-line')
    .getByText('A request is at most 65536 bytes. The text was not sent. Send less at once.')
    .waitFor();
  expect(await line.inputValue()).toBe(text);
  await page.locator('.dock-line [data-action="interrupt"]').click();
});
