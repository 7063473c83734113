import type { Printed } from '../../src/guide/model.ts';
import type { Bindings, Comparison, Reason } from '../../src/guide/outcome.ts';

/** One output to be judged, exit status aside. */
export interface Question {
  readonly printed: Printed;
  /** As the command wrote it. */
  readonly actual: string;
  readonly bindings: Bindings;
  readonly literals: ReadonlySet<string>;
}

/** Without reasons: the output matches. */
export interface Answer {
  readonly reasons: readonly Reason[];
  readonly comparison?: Comparison;
  /** Absent: as before. */
  readonly bindings?: Bindings;
}
