import type { Printed } from '../../src/guide/model.ts';
import type { Bindings, Comparison, Reason } from '../../src/guide/outcome.ts';

/** One output to be compared with one printed output. `judge` checks the exit status separately. */
export interface Question {
  readonly printed: Printed;
  /** The output as the command wrote it, with colours and carriage returns. */
  readonly actual: string;
  readonly bindings: Bindings;
  readonly literals: ReadonlySet<string>;
}

/** The output matches exactly when there are no reasons. */
export interface Answer {
  readonly reasons: readonly Reason[];
  readonly comparison?: Comparison;
  /** The bindings after the output. Absent: the output bound nothing. */
  readonly bindings?: Bindings;
}

/** An answer has at most this many reasons, because a user reads only the first ones. */
export const reasonsAtMost = 50;
