import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';

/**
 * What axe-core finds against a page as it stands, one line a rule; `but` are rules left out. In one go and without lists of what is
 * right, a quarter of the time; that leaves out frames of other origins, of which our pages have none.
 */
export async function violations(page: Page, but: string[] = []): Promise<string[]> {
  if (page.frames().length > 1) throw new Error('The page has a frame, which would not be looked into.');
  const options = { resultTypes: ['violations' as const] };
  const { violations: found } = await new AxeBuilder({ page }).options(options).disableRules(but).setLegacyMode().analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** The same in light and in dark, on one page: a reader's system may change from one to the other as well. */
export async function violationsInBothThemes(page: Page, but: string[] = []): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction((theme) => document.documentElement.dataset['theme'] === theme, colorScheme);
    found.push(...(await violations(page, but)).map((each) => `${colorScheme}: ${each}`));
  }
  return found;
}
