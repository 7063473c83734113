import type { Ledger } from '../match/ledger.ts';

/**
 * What stands where page and output differ: the real text (one run), or an elision (two runs that disagree).
 */
export type Fill = 'real' | 'elision';

/** What the rewriting of a line needs to know besides the line. */
export interface Context {
  readonly ledger: Ledger;
  readonly literals: ReadonlySet<string>;
  readonly fill: Fill;
}

export const elision = '...';
