import type { Question } from '../question.ts';
import type { Ledger } from '../text/ledger.ts';

/**
 * The text that replaces a difference between page and output: the real text of the output, or an elision
 * because two runs disagree there.
 */
export type Fill = 'real' | 'elision';

/** A printed output that an output does not match, to be rewritten so that it does. */
export interface RewriteTask extends Question {
  readonly fill: Fill;
}

/**
 * Printed lines to try, those with the least change first. At the end, one or two sentences that say why
 * there are no more and what to do, if the mode can say so.
 */
export type Candidates = Generator<readonly string[], string | undefined, void>;

/** The part of a `RewriteTask` that functions for one line or cell need, with the bindings in a ledger. */
export interface Rewriting {
  readonly ledger: Ledger;
  readonly literals: ReadonlySet<string>;
  readonly fill: Fill;
}

export const elision = '...';
