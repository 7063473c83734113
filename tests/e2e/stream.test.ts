import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { launchChromium } from '../support/browser/chromium.ts';
import { settledState } from '../support/browser/served-page.ts';
import { createFixtureFolder } from '../support/guides/fixture-folder.ts';
import {
  linesOfPart,
  streamGate,
  streamParts,
  streamText,
  untilLine,
  wholeStream,
} from '../support/guides/numbered-stream.ts';
import { type CuttingProxy, cuttingProxy } from '../support/servers/cutting-proxy.ts';
import { type ServedFixture, serveFixture } from '../support/servers/served-fixture.ts';

const laid = createFixtureFolder('stream');
const gate = streamGate(laid.folder);

let browser: Browser;
let fixture: ServedFixture;
let cable: CuttingProxy;

beforeAll(async () => {
  [browser, fixture] = await Promise.all([launchChromium(), serveFixture('stream')]);
  cable = await cuttingProxy(fixture.server);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await cable?.close();
  await fixture?.close();
  laid.remove();
});

beforeEach(async () => {
  cable.plugIn();
  await fixture.server.runs.reset(fixture.name);
});

async function openPage(origin = cable.origin): Promise<Page> {
  const page = await fixture.open(browser, { origin });
  onTestFinished(() => page.context().close());
  await page.locator('[data-target-phase="live"]').waitFor();
  return page;
}

/** Starts the stream. The returned function lets the command print its next part. */
async function startStream(page: Page): Promise<() => Promise<void>> {
  await page.locator('#step-stream [data-action="run"]').click();
  return gate.open();
}

test('stream: shows 10,000 lines once and in order while the connection is cut 20 times', async () => {
  const page = await openPage();
  const letFlow = await startStream(page);
  for (let part = 1; part <= streamParts; part += 1) {
    await letFlow();
    cable.cut();
    // Some cuts come while the output arrives, the others after it.
    if (part % 2 === 0) await untilLine(page, part * linesOfPart);
  }
  expect(await settledState(page, 'stream')).toBe('passed');
  await untilLine(page, streamParts * linesOfPart);
  expect(await streamText(page)).toBe(wholeStream);
}, 180_000);

test('stream: shows every byte once after a reload and in a second tab', async () => {
  const page = await openPage();
  const letFlow = await startStream(page);
  for (let part = 1; part <= 10; part += 1) await letFlow();
  await page.reload();
  await untilLine(page, 10 * linesOfPart);
  const second = await openPage(fixture.server.origin);
  for (let part = 11; part <= streamParts; part += 1) await letFlow();
  await Promise.all([page, second].map((each) => untilLine(each, streamParts * linesOfPart)));
  expect(await settledState(second, 'stream')).toBe('passed');
  expect(await streamText(page)).toBe(wholeStream);
  expect(await streamText(second)).toBe(wholeStream);
}, 180_000);

test('stream: counts down while the connection is lost, and then goes on by itself', async () => {
  const page = await openPage();
  const letFlow = await startStream(page);
  await letFlow();
  await untilLine(page, linesOfPart);
  cable.pullOut();
  await page.locator('[data-bar-notes]', { hasText: /Connection lost\. Trying again in \d+ s/ }).waitFor();
  expect(await page.locator('#step-stream .verdict').innerText()).toBe(
    'was running when the connection was lost',
  );
  expect(await page.locator('[data-verdict] [data-icon="running"]').count()).toBe(0);
  for (let part = 2; part <= streamParts; part += 1) await letFlow();
  cable.plugIn();
  expect(await settledState(page, 'stream')).toBe('passed');
  expect(await page.locator('[data-bar-notes]').innerText()).not.toContain('Connection lost');
  await untilLine(page, streamParts * linesOfPart);
  expect(await streamText(page)).toBe(wholeStream);
}, 180_000);

test('stream: a queued step says which step it waits for, and can be cancelled', async () => {
  const page = await openPage();
  await startStream(page);
  await page.locator('#step-stream[data-state="running"]').waitFor();
  await page.waitForFunction(() =>
    document
      .querySelector<HTMLElement>('#step-short [data-action="run"]')
      ?.title.startsWith('Step 1 is running'),
  );
  await page.locator('#step-short [data-action="run"]').click();
  await page.locator('#step-short .verdict', { hasText: 'queued, waits for step 1' }).waitFor();
  await page.locator('#step-short [data-action="stop"]').click();
  expect(await settledState(page, 'short')).toBe('cancelled');
  await page.locator('#step-stream [data-action="stop"]').click();
  expect(await settledState(page, 'stream')).toBe('cancelled');
});

test('stream: a page connects even if the connection is cut while it loads', async () => {
  const cuts = new Map([
    ['**/api/health', 1],
    ['**/RunInterface*', 2],
  ]);
  const page = await fixture.open(browser, {
    prepare: async (opened) => {
      for (const [address, times] of cuts)
        await opened.route(address, (route) => route.abort('connectionreset'), { times });
    },
  });
  onTestFinished(() => page.context().close());
  await page.locator('[data-target-phase="live"]').waitFor();
  await page.locator('#step-short [data-action="run"]').click();
  expect(await settledState(page, 'short')).toBe('passed');
});
