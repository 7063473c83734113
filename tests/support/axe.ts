import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';

/** What axe-core finds against a page as it stands, one line a rule; `but` are rules left out. */
export async function violations(page: Page, but: string[] = []): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).disableRules(but).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
