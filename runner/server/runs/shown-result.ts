import type { CommandResult } from '../../../src/guide/result.ts';
import { shownComparison } from '../../match/index.ts';

/** A result as pages get it: with what they need to show its comparison. */
export function shownResult(result: CommandResult): CommandResult {
  return result.comparison ? { ...result, comparison: shownComparison(result.comparison) } : result;
}
