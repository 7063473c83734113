import type { Reason } from '../../src/guide/outcome.ts';
import type { Page, Sheet } from './page.ts';
import { headsBeside } from './row-pair.ts';

/** The columns that a table lost or gained, if both lines are heads; their order, if only that changed. */
export function compareColumns(page: Page, actual: Sheet, index: number, line: number): Reason[] {
  const pageTable = page.tables.find(({ head }) => head === index);
  const actualTable = actual.tables.find(({ head }) => head === line);
  if (!pageTable || !actualTable) return [];
  const heads = headsBeside(pageTable, actualTable);
  const names = { page: heads.page.map(({ name }) => name), actual: heads.actual.map(({ name }) => name) };
  const [pageLine, expected, text] = [page.pageLine(index), page.lines[index]!, actual.lines[line]!];
  const missing = names.page
    .filter((name) => !names.actual.includes(name))
    .map((column): Reason => ({ code: 'missing-column', pageLine, column, expected, actual: text }));
  const extra = names.actual
    .filter((name) => !names.page.includes(name))
    .map((column): Reason => ({ code: 'extra-column', pageLine, column, expected, actual: text }));
  return [...missing, ...extra];
}
