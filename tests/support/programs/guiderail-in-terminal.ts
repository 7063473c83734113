import { spawn } from '@lydell/node-pty';
import { projectFolder } from '../../../runner/project.ts';
import { mainFile } from './main-file.ts';

export interface TerminalCall {
  readonly pid: number;
  /** The text that the program has printed so far. */
  readonly printed: () => string;
  readonly type: (keys: string) => void;
  /** Closes the terminal, as if the user closed its window. */
  readonly close: () => void;
  /** Exit status of the program. */
  readonly ended: Promise<number>;
}

/** Starts the command line in a new pseudo-terminal. */
export function startInTerminal(args: readonly string[]): TerminalCall {
  const terminal = spawn(process.execPath, [mainFile, ...args], {
    cwd: projectFolder,
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  let text = '';
  terminal.onData((more) => (text += more));
  return {
    pid: terminal.pid,
    printed: () => text,
    type: (keys) => terminal.write(keys),
    close: () => (terminal as unknown as { destroy(): void }).destroy(),
    ended: new Promise((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode))),
  };
}
