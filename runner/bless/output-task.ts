import type { Printed } from '../../src/guide/model.ts';
import type { Bindings } from '../../src/guide/outcome.ts';
import type { Fill } from './context.ts';

/** One printed output that is to become true for one real output. */
export interface OutputTask {
  readonly printed: Printed;
  readonly actual: string;
  readonly bindings: Bindings;
  readonly literals: ReadonlySet<string>;
  readonly fill: Fill;
}

/**
 * Printed lines to be tried, the least change first; at the end a sentence where it can say why there are no
 * more.
 */
export type Candidates = Generator<readonly string[], string | undefined, void>;
