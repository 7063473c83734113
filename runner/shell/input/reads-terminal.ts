import { filesBeingRead } from '../../kernel/current-reads.ts';
import { processesOfSession } from '../../kernel/processes.ts';

/** Whether a process in the terminal session of `leader` waits in a `read` of a terminal. */
export function readsTerminal(leader: number): boolean {
  return processesOfSession(leader)
    .flatMap(filesBeingRead)
    .some((file) => terminal.test(file));
}

const terminal = /^\/dev\/(?:pts\/\d+|tty)$/;
