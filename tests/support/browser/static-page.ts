import type { Browser, Page } from 'playwright';
import { expect, onTestFinished } from 'vitest';
import type { StaticSite } from '../servers/static-site.ts';
import { desk } from './chromium.ts';

/** A page of a site that a web host serves, without a runner. */
export interface StaticPage {
  readonly page: Page;
  readonly complaints: string[];
  /** The paths that the page requested. */
  readonly asked: string[];
}

/** Opens a page for one test, and collects its requests and the errors of the browser. */
export async function openStaticPage(
  { browser, site }: { readonly browser: Browser; readonly site: StaticSite },
  path: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<StaticPage> {
  const context = await browser.newContext({ ...desk, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  page.on('console', (message) => {
    // The page's probe for a runner requests this path; this host answers 404, as a host without a runner
    // does.
    if (message.type() === 'error' && !message.location().url.endsWith('/api/health'))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(site.origin + path);
  return { page, complaints, asked };
}

/**
 * Waits until the browser has loaded the search, which it does when idle, and until the page's probe has
 * ended.
 */
export async function everythingLoaded(page: Page): Promise<void> {
  const loaded = () =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name: address }) => new URL(address).pathname)
        .join('\n'),
    );
  for (const part of ['ui-core', '/api/health'])
    await expect.poll(loaded, { timeout: 10_000 }).toContain(part);
  // The page sends this request after that of the probe, so the probe has ended when it is answered.
  await page.evaluate(() => fetch('/api/health').then((answer) => answer.text()));
}
