import type { CommandResult } from '../../src/guide/result.ts';

/** Sanitised output with its secrets, and the values that are secrets wherever they appear. */
export interface RealOutput {
  readonly text: string;
  readonly secrets: readonly string[];
}

/**
 * A map beside the results: whoever stores, sends or prints a result cannot include its secrets. Entries live
 * as long as their results.
 */
const real = new WeakMap<CommandResult, RealOutput>();

export function keepRealOutput(result: CommandResult, output: RealOutput): void {
  real.set(result, output);
}

/**
 * The real output of a result, to judge it again in this process. A result from elsewhere has only its masked
 * output.
 */
export function realOutputOf(result: CommandResult): RealOutput {
  return real.get(result) ?? { text: result.output, secrets: [] };
}
