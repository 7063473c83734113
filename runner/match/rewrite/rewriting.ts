import type { Ledger } from '../text/ledger.ts';
import type { Fill } from './candidates.ts';

/** What the functions that rewrite one line or cell share. */
export interface Rewriting {
  readonly ledger: Ledger;
  readonly literals: ReadonlySet<string>;
  readonly fill: Fill;
}
