import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writing } from '../../io/disk-error.ts';
import { PseudoTerminal } from '../pseudo-terminal.ts';
import type { ShellOptions } from '../shell-options.ts';
import { startText } from './start-text.ts';

/** Starts an interactive bash in a terminal. Its start file is in the folder of the shell. */
export function startBash({ folder, cwd, env, enter }: ShellOptions): PseudoTerminal {
  const startFile = join(folder, 'start');
  writing(startFile, () => writeFileSync(startFile, startText, { mode: 0o600 }));
  const bash = ['bash', '--noprofile', '--noediting', '--rcfile', startFile, '-i'];
  const [program = 'bash', ...args] = [...enter, ...bash];
  return new PseudoTerminal({ program, args, cwd, env });
}
