import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';

/** Whether there is somebody to ask. */
export function isAtTerminal(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** A line from the terminal, without blanks around it; empty where the user ends the input (Ctrl-D) or stops (Ctrl-C), or the signal comes, instead. */
export async function askUser(question: string, signal?: AbortSignal): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await Promise.race([terminal.question(question, { ...(signal && { signal }) }).catch(() => ''), once(terminal, 'close').then(() => '')]);
  terminal.close();
  return answer.trim();
}
