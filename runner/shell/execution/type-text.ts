import { terminalHoldsBytes } from '../../limits.ts';
import { signalAndContinue } from '../containment/signals.ts';
import { interrupt, suspend } from '../input/keys.ts';
import type { TerminalInput } from '../input/terminal-input.ts';
import type { Stoppable } from './stop-execution.ts';

/** Whether a command gets typed text. `full`: no, because too much earlier text has not been read. */
export type Typed = 'written' | 'nothing-runs' | 'full';

/**
 * Types text to a command, as fast as the terminal takes it, without Ctrl-Z. Ctrl-C in it drops the waiting
 * text and interrupts the command; if the terminal may be too full to see Ctrl-C, we send SIGINT instead.
 */
export function typeText(
  text: string,
  input: TerminalInput,
  { execution, shell, processes, askForEnd }: Stoppable,
): Typed {
  const typed = text.replaceAll(suspend, '');
  const type = () => {
    const isTaken = input.push(typed);
    if (isTaken) execution.typedBytes += Buffer.byteLength(typed);
    return isTaken;
  };
  if (!text.includes(interrupt)) return type() ? 'written' : 'full';
  input.drop();
  if (execution.typedBytes <= terminalHoldsBytes && type()) execution.interruptBy('typed');
  else {
    execution.interruptBy('signalled');
    const started = processes.since(execution.since).map(({ pid }) => pid);
    signalAndContinue([shell, ...started], 'SIGINT');
  }
  askForEnd();
  return 'written';
}
