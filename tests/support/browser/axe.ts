import axe, { type RunOptions } from 'axe-core';
import type { Page } from 'playwright';

/**
 * The violations that axe-core finds on a page, one line for each rule. `except` are rules that are not
 * checked. axe-core is loaded into the page once and does not look into frames, which our pages do not have.
 */
export async function violations(page: Page, except: readonly string[] = []): Promise<string[]> {
  if (page.frames().length > 1) throw new Error('The page has a frame, which axe-core would not check.');
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const options: RunOptions = {
    resultTypes: ['violations'],
    rules: Object.fromEntries(except.map((rule) => [rule, { enabled: false }])),
  };
  const { violations: found } = await page.evaluate(
    (given) => (globalThis as unknown as { axe: typeof axe }).axe.run(document, given),
    options,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** The violations in the light and in the dark theme, checked one after the other on the same page. */
export async function violationsInBothThemes(page: Page, except: readonly string[] = []): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction((theme) => document.documentElement.dataset['theme'] === theme, colorScheme);
    found.push(...(await violations(page, except)).map((each) => `${colorScheme}: ${each}`));
  }
  return found;
}
