import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningServer } from '../../runner/server/server.ts';
import { columns, fullRows } from '../../src/client/terminal/size.ts';
import { violationsInBothThemes } from '../support/browser/axe.ts';
import { desk, launchChromium } from '../support/browser/chromium.ts';
import {
  guideName,
  openGuide,
  pressRun,
  serveGuides,
  settledState,
  startsAfresh,
} from '../support/browser/served-page.ts';

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

const line = (page: Page) => page.locator('.dock-line textarea');

async function openTerminal(
  options: Parameters<Browser['newPage']>[0] = {},
): Promise<{ page: Page; complaints: string[] }> {
  const opened = await openGuide(browser, server, options);
  await opened.page.locator('[data-action="terminal"]').click();
  await line(opened.page).waitFor();
  return opened;
}

async function type(page: Page, text: string): Promise<void> {
  await line(page).fill(text);
  await line(page).press('Enter');
}

/** The rows that xterm.js shows, without the spaces at their ends. */
async function screen(page: Page): Promise<string> {
  const rows = await page.locator('.xterm-rows > div').allTextContents();
  return rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd()).join('\n');
}

async function shows(page: Page, text: string): Promise<void> {
  await expect.poll(() => screen(page), { timeout: 20_000 }).toContain(text);
}

/** Waits until nothing runs in the session's shell. */
async function idle(page: Page): Promise<void> {
  await page.locator('.dock-line [data-action="interrupt"]').waitFor({ state: 'hidden' });
}

test('terminal: is loaded only when it is opened, and obeys the content security policy', async () => {
  const { page, complaints } = await openGuide(browser, server);
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await page.locator('[data-target-phase="live"]').waitFor();
  expect(await page.locator('.terminal-dock').count()).toBe(0);
  await page.locator('[data-action="terminal"]').click();
  await line(page).waitFor();
  expect(loaded.filter((url) => /panel.*\.js$/.test(url))).toHaveLength(1);
  await type(page, 'echo "in colour: \u001b[31mred" | cat');
  await shows(page, 'in colour:');
  expect(complaints).toEqual([]);
  await page.close();
});

test('terminal: shares its shell with steps, and is the same in two tabs and after a reload', async () => {
  const { page } = await openTerminal();
  const second = await openTerminal();
  await type(page, 'cd /tmp && export SOURCE_POD=typed-by-hand');
  await idle(page);
  expect(await pressRun(page, 'unset-variables')).toBe('passed');
  await type(page, 'echo "in $PWD, pod ${SOURCE_POD-unset}"');
  await shows(page, 'in /tmp, pod unset');
  const shown = (await screen(page)).trimEnd();
  expect(shown).toBe(
    [
      '$ cd /tmp && export SOURCE_POD=typed-by-hand',
      '# step 44: unset-variables',
      '$ unset SOURCE_POD SOURCE_POD_WITHOUT_ISTIO',
      '$ echo "in $PWD, pod ${SOURCE_POD-unset}"',
      'in /tmp, pod unset',
    ].join('\n'),
  );
  await expect.poll(async () => (await screen(second.page)).trimEnd()).toBe(shown);
  await page.reload();
  await line(page).waitFor();
  await expect.poll(async () => (await screen(page)).trimEnd()).toBe(shown);
  await second.page.close();
  await page.close();
});

test('terminal: a step waits for a typed command and says so; Ctrl-C ends the command', async () => {
  const { page } = await openTerminal();
  await type(page, 'sleep 1000');
  await page.getByText('A command is running. Steps wait for it.').waitFor();
  await page.locator('#step-unset-variables [data-action="run"]').click();
  await page
    .locator('#step-unset-variables [data-verdict]', {
      hasText: 'queued, waits for a command typed in the terminal',
    })
    .waitFor();
  await line(page).press('Control+c');
  expect(await settledState(page, 'unset-variables')).toBe('passed');
  await page.close();
});

test('terminal: answers a question, runs a full-screen program, and continues a here-document', async () => {
  const { page } = await openTerminal();
  await type(page, 'read -p "your name: " name; echo "hello $name"');
  await shows(page, 'your name:');
  await expect.poll(() => line(page).getAttribute('aria-label')).toBe('Type input for the running command');
  await type(page, 'reader');
  await shows(page, 'hello reader');
  await idle(page);
  await type(page, 'seq 100 | less');
  await page.locator('.terminal-dock[data-full] .xterm-helper-textarea:focus').waitFor({ state: 'attached' });
  await shows(page, '39\n');
  await page.keyboard.press('G');
  await shows(page, '100\n');
  await page.keyboard.press('q');
  await page.locator('.terminal-dock:not([data-full]) textarea:focus').waitFor();
  await idle(page);
  await type(page, 'cat <<END');
  await page.getByText('The command is not complete.').waitFor();
  await page.keyboard.type('one line');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('END');
  await page.keyboard.press('Enter');
  await shows(page, '\none line\n');
  await page.keyboard.press('ArrowUp');
  expect(await line(page).inputValue()).toContain('one line');
  await page.close();
});

test('terminal: a step has a field for the input that its command waits for', async () => {
  const { page } = await openTerminal();
  await type(page, 'unset() { read -r answer; builtin unset "$@"; echo "answer: $answer"; }');
  await idle(page);
  await page.locator('[data-action="terminal-close"]').click();
  await page.locator('#step-unset-variables [data-action="run"]').click();
  const field = page.getByRole('textbox', { name: /^Input for the command of step \d+$/ });
  await field.fill('from the card');
  await field.press('Enter');
  await page.locator('#step-unset-variables .output', { hasText: 'answer: from the card' }).waitFor();
  expect(await field.count()).toBe(0);
  await settledState(page, 'unset-variables');
  await page.locator('#step-unset-variables [data-action="run"]').click();
  await page.locator('#step-unset-variables [data-action="interrupt"]').click();
  expect(await settledState(page, 'unset-variables')).toBe('cancelled');
  await page.close();
});

test('terminal: programs see the same size whatever size the page has', async () => {
  const { page } = await openTerminal({ viewport: { width: 390, height: 800 } });
  await type(page, 'stty size');
  await shows(page, `\n${fullRows} ${columns}\n`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.close();
});

test('terminal: drops sequences that reach beyond the screen, and masks secrets', async () => {
  const { page } = await openTerminal();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await type(
    page,
    [
      String.raw`printf '\033]52;c;c3RvbGVu\007\033]0;stolen\007'`,
      String.raw`printf '\033]8;;javascript:alert(1)\033\\link\033]8;;\033\\ \033[6n\033[c.\n'`,
      `kubectl config view --raw -o jsonpath='{.users[0].user.client-key-data}' | base64 -d`,
    ].join('; '),
  );
  await shows(page, 'link .');
  await shows(page, '[redacted]');
  await idle(page);
  expect(await screen(page)).not.toContain('PRIVATE KEY');
  expect(await page.evaluate(() => navigator.clipboard.readText())).not.toBe('stolen');
  expect(await page.title()).not.toContain('stolen');
  expect(await page.locator('.terminal-dock a').count()).toBe(0);
  await type(page, 'echo "nothing typed back"');
  await shows(page, '\nnothing typed back');
  await page.close();
});

test('terminal: *Check only* judges what the reader did by hand', async () => {
  const { page } = await openTerminal();
  await type(page, 'kubectl apply -f samples/sleep/sleep.yaml');
  await shows(page, 'deployment.apps/sleep created');
  await idle(page);
  await page.locator('#step-wait-for-sleep [data-action="more"]').click();
  await page.getByRole('button', { name: /^Check only, step \d+: wait-for-sleep$/ }).click();
  await page.locator('#step-wait-for-sleep:not([data-state="idle"])').waitFor();
  expect(await settledState(page, 'wait-for-sleep', 90_000)).toBe('passed');
  expect(await page.locator('#step-wait-for-sleep [data-verdict]').innerText()).toBe('passed, checked only');
  await type(page, 'kubectl delete -f samples/sleep/sleep.yaml');
  await shows(page, 'deployment.apps "sleep" deleted');
  await idle(page);
  await page.locator('#step-create-httpbin [data-action="more"]').click();
  expect(await page.getByRole('button', { name: /^Check only, step \d+: create-httpbin$/ }).count()).toBe(0);
  await page.close();
});

test('terminal: axe finds no violation, and the keyboard enters and leaves the terminal', async () => {
  const context = await browser.newContext(desk);
  const page = await context.newPage();
  await page.goto(`${server.origin}/${guideName}/#token=${server.token}`);
  const opener = page.locator('[data-action="terminal"]');
  await opener.waitFor();
  await opener.focus();
  await page.keyboard.press('Enter');
  await page.locator('.dock-line textarea:focus').waitFor();
  await page.keyboard.type(String.raw`printf '\033[31mred \033[92mgreen \033[2mdim\033[0m\n'; read -p wait`);
  await page.keyboard.press('Enter');
  await shows(page, 'red green dim');
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.locator('.xterm-screen').click();
  await page.keyboard.press('Escape');
  await page.locator('[data-action="terminal"]:focus').waitFor();
  await page.getByRole('region', { name: 'Terminal' }).getByRole('button', { name: 'Close' }).click();
  expect(await page.locator('.terminal-dock').isVisible()).toBe(false);
  await page.locator('[data-action="terminal"]:focus').waitFor();
  await context.close();
});
