import type { CommandResult } from '../../src/guide/result.ts';

/** Sanitised output that is not masked, and the values that are secrets wherever they appear. */
export interface RealOutput {
  readonly text: string;
  readonly secrets: readonly string[];
}

/**
 * Real outputs are not in the results, so that no code can store, send or print them with a result. An entry
 * lives as long as its result.
 */
const real = new WeakMap<CommandResult, RealOutput>();

export function keepRealOutput(result: CommandResult, output: RealOutput): void {
  real.set(result, output);
}

/**
 * The real output of a result, to judge it again. For a result that another process made, returns the masked
 * output.
 */
export function realOutputOf(result: CommandResult): RealOutput {
  return real.get(result) ?? { text: result.output, secrets: [] };
}
