import type { CommandResult } from '../../src/guide/result.ts';

/** Gets the events of a run while it goes on. `command` is a position in the step, from 0. */
export interface RunListener {
  commandStarted(command: number, attempt: number): void;
  output(command: number, text: string): void;
  /**
   * The command has been silent for a while and reads the terminal. Called again when it begins or stops
   * hiding typed text.
   */
  inputAwaited?(command: number, isHidden: boolean): void;
  commandEnded(result: CommandResult): void;
}
