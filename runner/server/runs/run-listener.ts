import type { CommandResult } from '../../../src/guide/result.ts';
import { shownComparison } from '../../match/index.ts';
import type { RunListener } from '../../session/run-listener.ts';
import type { EventLog } from '../event-log.ts';

/** Appends what happens in one run to the event log. */
export function runListener(log: EventLog, run: string): RunListener {
  /** Characters that the current attempt of the command has printed. */
  let from = 0;
  return {
    commandStarted(command, attempt) {
      from = 0;
      log.append({ type: 'command-started', run, command, attempt });
    },
    output(command, text) {
      log.append({ type: 'output', run, command, from, text });
      from += text.length;
    },
    inputAwaited: (command, isHidden) =>
      log.append({ type: 'input-awaited', run, command, ...(isHidden && { hidden: true }) }),
    commandEnded: (result) => log.append({ type: 'command-ended', run, result: shownResult(result) }),
  };
}

/** The result with what a page needs to show its comparison. */
function shownResult(result: CommandResult): CommandResult {
  return result.comparison ? { ...result, comparison: shownComparison(result.comparison) } : result;
}
