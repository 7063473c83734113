import type { CommandResult } from '../../src/guide/protocol.ts';

/** What a command printed with its secrets in it, sanitised, and the values that are secrets wherever they stand. */
export interface RealOutput {
  readonly text: string;
  readonly secrets: readonly string[];
}

/** Held beside the results, so that nothing that stores, sends or prints a result can hold them too; and no longer than the results. */
const real = new WeakMap<CommandResult, RealOutput>();

export function keepRealOutput(result: CommandResult, output: RealOutput): void {
  real.set(result, output);
}

/** For who judges a result again in this process. Results from elsewhere have only what was masked. */
export function realOutputOf(result: CommandResult): RealOutput {
  return real.get(result) ?? { text: result.output, secrets: [] };
}
