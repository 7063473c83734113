/**
 * All columns of both tables, in the order of the output. A column that only the page has follows the column
 * before it on the page.
 */
export function shownColumns(page: readonly string[], actual: readonly string[]): string[] {
  const columns = [...new Set(actual)];
  for (const [at, name] of page.entries()) {
    if (columns.includes(name)) continue;
    columns.splice(at === 0 ? 0 : columns.indexOf(page[at - 1]!) + 1, 0, name);
  }
  return columns;
}
