import type { Step } from '../../src/guide/model.ts';
import type { SessionScreen } from '../output/session-screen.ts';
import type { RunListener } from './run-listener.ts';

/** A listener that also shows the commands of a step on the session's screen, if there is one. */
export function shownRun(
  { commands }: Step,
  listener: RunListener,
  screen: SessionScreen | undefined,
): RunListener {
  if (!screen) return listener;
  return {
    ...listener,
    commandStarted: (index, attempt) => {
      if (attempt === 1) screen.command(commands[index]?.text ?? '');
      else screen.remark(`repeated, attempt ${attempt}`);
      listener.commandStarted(index, attempt);
    },
    commandEnded: (result) => {
      screen.ended();
      listener.commandEnded(result);
    },
  };
}
