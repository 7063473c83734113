import axe, { type RunOptions } from 'axe-core';
import type { Page } from 'playwright';

/**
 * What axe-core finds against a page as it stands, one line a rule; `but` are rules left out. The page is
 * given axe-core once, and asked without lists of what is right; that leaves out frames, of which our pages
 * have none.
 */
export async function violations(page: Page, but: readonly string[] = []): Promise<string[]> {
  if (page.frames().length > 1) throw new Error('The page has a frame, which would not be looked into.');
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const options: RunOptions = {
    resultTypes: ['violations'],
    rules: Object.fromEntries(but.map((rule) => [rule, { enabled: false }])),
  };
  const { violations: found } = await page.evaluate(
    (given) => (globalThis as unknown as { axe: typeof axe }).axe.run(document, given),
    options,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** The same in light and in dark, on one page: a reader's system may change from one to the other as well. */
export async function violationsInBothThemes(page: Page, but: readonly string[] = []): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction((theme) => document.documentElement.dataset['theme'] === theme, colorScheme);
    found.push(...(await violations(page, but)).map((each) => `${colorScheme}: ${each}`));
  }
  return found;
}
