import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';

/** Whether a user at a terminal can be asked. */
export function isAtTerminal(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/**
 * Asks for a line at the terminal and returns it trimmed; empty if the user presses Ctrl-D or Ctrl-C, or
 * `signal` aborts.
 */
export async function askUser(question: string, signal?: AbortSignal): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await Promise.race([
    terminal.question(question, { ...(signal && { signal }) }).catch(() => ''),
    once(terminal, 'close').then(() => ''),
  ]);
  terminal.close();
  return answer.trim();
}
