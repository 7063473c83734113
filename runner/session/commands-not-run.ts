import type { Step } from '../../src/guide/model.ts';
import type { CommandNotRun, CommandResult } from '../../src/guide/result.ts';

/** The commands after the last one that ran. `checkOnly`: the run was only for commands that read. */
export function commandsNotRun(
  { commands }: Step,
  results: readonly CommandResult[],
  { checkOnly }: { checkOnly: boolean },
): CommandNotRun[] {
  if (results.length === 0) return [];
  const last = Math.max(...results.map(({ command }) => command));
  return commands
    .slice(last + 1)
    .flatMap(({ text, line, reads }) => (checkOnly && !reads ? [] : [{ text, line }]));
}
