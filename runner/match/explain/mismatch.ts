import type { Bindings } from '../../../src/guide/outcome.ts';
import type { Page, Sheet } from '../table/page.ts';

/** A page and an output that do not match. */
export interface Mismatch {
  readonly page: Page;
  readonly output: Sheet;
  /** The bindings before the command whose output this is. */
  readonly before: Bindings;
  readonly literals: ReadonlySet<string>;
}
