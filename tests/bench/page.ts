/** The budgets of the page, measured in Chromium with 50 steps whose commands run on this machine. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright';
import { siteFolder } from '../../runner/server/site/site.ts';
import { launchChromium } from '../support/browser/chromium.ts';
import { ensureChromium, wholeChromium } from '../support/browser/chromium-build.ts';
import { settledState } from '../support/browser/served-page.ts';
import { benchLines as lines } from '../support/guides/fixture-pages.ts';
import { serveFixture } from '../support/servers/served-fixture.ts';
import { print, quantile } from './figures.ts';

const rounds = 5;

/** Measures the sizes of the scripts, and the medians of several rounds on the page, in milliseconds. */
export async function benchPage(): Promise<void> {
  const sizes = scriptSizes();
  print('run interface, gzip', `${(sizes.runInterface / 1000).toFixed(1)} kB (target 30 kB)`);
  print('script of a page without a runner, gzip', `${sizes.alone} B`);
  ensureChromium(wholeChromium);
  const fixture = await serveFixture('bench');
  const browser = await launchChromium({ build: wholeChromium });
  try {
    const interactive: number[] = [];
    const longest: number[] = [];
    const late: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const page = await fixture.open(browser, { prepare: noteInteractive });
      await page.locator('#step-clock [data-action="run"]:not([hidden])').waitFor();
      interactive.push(await page.evaluate(() => (window as never)['interactive'] as number));
      await watchLongTasks(page);
      await page.locator('#step-stream [data-action="run"]').click();
      await settledState(page, 'stream');
      await page.waitForFunction(
        (last) => document.querySelector('#step-stream [data-output] pre')?.textContent?.includes(last),
        `line ${lines} of`,
      );
      longest.push(await page.evaluate(() => Math.max(0, ...((window as never)['longTasks'] as number[]))));
      late.push(await latency(page));
      await fixture.server.runs.reset(fixture.name);
      await page.context().close();
    }
    print(
      'page of 50 steps, from navigation to Run buttons',
      `median ${quantile(interactive, 0.5).toFixed(0)} ms (target 1000 ms)`,
    );
    print(
      `${lines} lines streamed, longest task on the page`,
      `median ${quantile(longest, 0.5).toFixed(0)} ms, worst ${Math.max(...longest).toFixed(0)} ms (target ` +
        '100 ms; 0: none over 50 ms)',
    );
    print(
      'from the shell printing to the page showing',
      `median ${quantile(late, 0.5).toFixed(0)} ms (target 50 ms)`,
    );
  } finally {
    await browser.close();
    await fixture.close();
  }
}

function scriptSizes(): { runInterface: number; alone: number } {
  const scripts = readdirSync(join(siteFolder, '_astro')).filter((file) => file.endsWith('.js'));
  const size = (file: string) => gzipSync(readFileSync(join(siteFolder, '_astro', file))).length;
  const runInterface = scripts.filter((file) =>
    readFileSync(join(siteFolder, '_astro', file), 'utf8').includes('/api/events'),
  );
  const html = readFileSync(
    join(siteFolder, 'istio', 'kubernetes-services-for-egress-traffic', 'index.html'),
    'utf8',
  );
  const own = [...html.matchAll(/<script type="module">(.*?)<\/script>/gs)]
    .map(([, text = '']) => text)
    .filter((text) => text.includes('/api/health'));
  return {
    runInterface: runInterface.reduce((sum, file) => sum + size(file), 0),
    alone: gzipSync(own.join('\n')).length,
  };
}

/** Notes when the Run button of the last step appears, which is the last button. */
async function noteInteractive(page: Page): Promise<void> {
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('#step-clock [data-action="run"]:not([hidden])')) return;
      observer.disconnect();
      Object.assign(window, { interactive: performance.now() });
    }).observe(document, { childList: true, subtree: true, attributes: true });
  });
}

async function watchLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({ type: 'longtask' });
  });
}

/**
 * The time from the shell printing a text to the page showing it. The shell and the browser use the same
 * clock, because they run on the same machine.
 */
async function latency(page: Page): Promise<number> {
  const shown = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const output = document.querySelector('#step-clock [data-output]') as HTMLElement;
        new MutationObserver((_, observer) => {
          const printed = /at ([\d.]+)/.exec(output.textContent ?? '')?.[1];
          if (printed === undefined) return;
          observer.disconnect();
          resolve(Date.now() - Number(printed) * 1000);
        }).observe(output, { childList: true, subtree: true, characterData: true });
      }),
  );
  await page.locator('#step-clock [data-action="run"]').click();
  return shown;
}
