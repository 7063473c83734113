import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadGuides, requireSound } from '../../runner/check/load-guides.ts';
import { siteFolder } from '../../runner/server/site/site.ts';
import { violationsInBothThemes } from '../support/browser/axe.ts';
import { launchChromium } from '../support/browser/chromium.ts';
import { everythingLoaded, openStaticPage, type StaticPage } from '../support/browser/static-page.ts';
import { type StaticSite, serveStaticSite } from '../support/servers/static-site.ts';

const name = 'istio/kubernetes-services-for-egress-traffic';
const guide = requireSound(loadGuides([])).find((each) => each.name === name)!;
/** A step in a tab that is not selected at first. */
const hiddenStep = 'start-sleep-manual';
let browser: Browser;
let site: StaticSite;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium(), serveStaticSite()]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

function open(path = `/${name}/`, options: Parameters<Browser['newContext']>[0] = {}): Promise<StaticPage> {
  return openStaticPage({ browser, site }, path, options);
}

describe('search', () => {
  test.each([
    ['kubectl label namespace', 'start-sleep-automatic'],
    ['X-Envoy-Attempt-Count', 'call-httpbin'],
    ['istioctl kube-inject', hiddenStep],
    ['connected to en.wikipedia.org', 'call-wikipedia-verbose'],
  ])('%s leads to the step %s', async (words, step) => {
    const { page, complaints } = await open('/');
    await page.locator('[data-open-modal]').click();
    await page.locator('.pagefind-ui__search-input').fill(words);
    await page.locator(`.pagefind-ui__result-nested a[href$="#step-${step}"]`).click();
    await page.waitForURL(`**/${name}/#step-${step}`);
    await page.waitForFunction((id) => {
      const { top, height } = document.getElementById(id)?.getBoundingClientRect() ?? { top: -1, height: 0 };
      return height > 0 && top > 0 && top < innerHeight;
    }, `step-${step}`);
    expect(complaints).toEqual([]);
  });
});

describe('without a runner', () => {
  test('the page and each step can be copied, and nothing else can be pressed', async () => {
    const { page, complaints } = await open(undefined, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: 'Copy page' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await copied()).toBe(readFileSync(join(siteFolder, `${name}.md`), 'utf8'));
    const buttons = await page
      .locator('main button:visible')
      .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset['action']));
    expect(new Set(buttons)).toEqual(new Set(['copy']));
    await page.getByRole('button', { name: 'Copy, Step 10: create-httpbin' }).click();
    await expect.poll(copied).toBe(guide.steps[9]?.commands[0]?.text);
    expect(complaints).toEqual([]);
  });

  test('a button says if it could not copy', async () => {
    const { page } = await open(undefined, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.route('**/*.md', (route) => route.fulfill({ status: 404, body: 'gone' }));
    await page.getByRole('button', { name: 'Copy page' }).click();
    await page.getByRole('button', { name: 'Not copied' }).waitFor();
  });

  test('recordings are folded and have date and versions', async () => {
    const { page } = await open();
    const recording = page.locator('#step-observe-httpbin details', { hasText: 'Recorded' });
    expect(await recording.locator('summary').innerText()).toMatch(
      /^Recorded on \d+ \w+ \d{4} with Kubernetes \d.*, Istio \d/,
    );
    expect(await recording.getByText('80/TCP').isVisible()).toBe(false);
    await recording.locator('summary').click();
    expect(await recording.getByText('80/TCP').isVisible()).toBe(true);
  });

  test('loads none of our scripts but the page script', async () => {
    const { page, asked } = await open();
    await everythingLoaded(page);
    expect(asked.filter((path) => path === '/api/health')).toHaveLength(2);
    expect(asked.filter((path) => path.includes('RunInterface'))).toEqual([]);
  });

  test.each([1280, 390])('axe finds no violation at %i pixels, also in the search', async (width) => {
    const { page } = await open(undefined, { viewport: { width, height: 900 } });
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.locator('[data-open-modal]').click();
    await page.locator('.pagefind-ui__search-input').fill('kubectl label namespace');
    await page.locator('.pagefind-ui__result-nested').first().waitFor();
    // The search field of Pagefind gets its accessible name from a title.
    expect(await violationsInBothThemes(page, ['label-title-only'])).toEqual([]);
  });

  test('an added node makes the browser style only what is near it', async () => {
    const { page } = await open();
    await everythingLoaded(page);
    await browser.startTracing(page, { categories: ['devtools.timeline'] });
    await page.evaluate((id) => {
      const settle = () => document.body.offsetHeight;
      for (let count = 0; count < 5; count += 1) {
        settle(); // The browser styles all earlier changes before the measurement.
        console.timeStamp(`comes ${count}`);
        document.querySelector(`#step-${id} .terminal`)?.append(document.createElement('div'));
        settle();
        console.timeStamp(`came ${count}`);
      }
    }, 'observe-httpbin');
    const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as {
      traceEvents: {
        name: string;
        ts: number;
        args: { elementCount?: number; data?: { message?: string } };
      }[];
    };
    const at = (message: string) =>
      traceEvents.find(({ name: event, args }) => event === 'TimeStamp' && args.data?.message === message)
        ?.ts ?? Number.NaN;
    const styled = [0, 1, 2, 3, 4].map((count) =>
      traceEvents
        .filter(
          ({ name: event, ts }) =>
            event === 'UpdateLayoutTree' && ts > at(`comes ${count}`) && ts < at(`came ${count}`),
        )
        .reduce((sum, { args }) => sum + (args.elementCount ?? 0), 0),
    );
    // In the first frame, the page may style other elements too.
    const [least, , usual] = styled.toSorted((one, other) => one - other);
    expect(least, styled.join()).toBeGreaterThan(0);
    expect(usual, styled.join()).toBeLessThan(50);
  });

  test('the text does not scroll behind the menu of a narrow page', async () => {
    const { page } = await open(undefined, { viewport: { width: 390, height: 800 } });
    const places = () =>
      page.evaluate(() => [scrollY, document.getElementById('starlight__sidebar')?.scrollTop ?? -1]);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.mouse.move(200, 400);
    const turned = async () => {
      await page.mouse.wheel(0, 100);
      return places();
    };
    await expect.poll(turned).toEqual([0, 1]);
    for (let turn = 0; turn < 5; turn += 1) expect(await turned()).toEqual([0, 1]);
    await page.getByRole('button', { name: 'Menu' }).click();
    expect((await places())[0]).toBe(0);
    await page.mouse.move(200, 400);
    await page.mouse.wheel(0, 300);
    await expect.poll(async () => (await places())[0]).toBe(300);
  });

  test.each([
    ['320 pixels', { viewport: { width: 320, height: 640 } }],
    ['a zoom of 200 %', { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }],
  ])('nothing overflows sideways at %s, and every button is in reach', async (_name, options) => {
    const { page } = await open(undefined, options);
    const width = options.viewport.width;
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    const ends = await page
      .locator('button:visible')
      .evaluateAll((all) =>
        all.map((each) => each.getBoundingClientRect()).map(({ left, right }) => [left, right]),
      );
    expect(ends.length).toBeGreaterThan(40);
    expect(ends.filter(([left = 0, right = 0]) => left < 0 || right > width)).toEqual([]);
  });
});

describe('without JavaScript', () => {
  test('all text can be read, and nothing is shown that needs a script', async () => {
    const { page } = await open(undefined, { javaScriptEnabled: false });
    expect(
      await page.locator('button:visible, select:visible, input:not([type="radio"]):visible').count(),
    ).toBe(0);
    for (const tab of await page
      .locator('.choice > .tabs > .tab-list input, .printed .tab-list input')
      .all()) {
      if (!(await tab.isVisible())) continue;
      await tab.check();
      const shown = (input: HTMLElement) =>
        input
          .closest('.tabs')
          ?.querySelector(`:scope > [data-tab="${input.dataset['tab']}"] pre`)
          ?.checkVisibility();
      expect(await tab.evaluate(shown)).toBe(true);
    }
    const file = page.locator(`#step-${hiddenStep} details`, { hasText: 'File samples/sleep/sleep.yaml' });
    await file.locator('summary').click();
    expect(await file.getByText('ServiceAccount', { exact: true }).isVisible()).toBe(true);
    expect(await page.locator('.page-copy a').getAttribute('href')).toBe(`/${name}.md`);
  });

  test('a link to a step in a hidden tab shows the step', async () => {
    const { page } = await open(`/${name}/#step-${hiddenStep}`, { javaScriptEnabled: false });
    expect(await page.locator(`#step-${hiddenStep}`).isVisible()).toBe(true);
  });
});

test('paper has every command, output, file and recording, and no control', async () => {
  const { page } = await open();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('button:visible, input:visible, site-search:visible').count()).toBe(0);
  const hidden = await page
    .locator('main :is(pre, .tab-caption)')
    .evaluateAll((all) =>
      all
        .filter((each) => !each.checkVisibility({ contentVisibilityAuto: true }))
        .map((each) => each.textContent),
    );
  expect(hidden).toEqual([]);
  const cut = await page
    .locator('main pre')
    .evaluateAll((all) =>
      all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent),
    );
  expect(cut).toEqual([]);
  const link = page.locator('main a', { hasText: 'ExternalName' }).first();
  expect(await link.evaluate((each) => getComputedStyle(each, '::after').content)).toContain(
    'https://kubernetes.io/docs/',
  );
});
