import { variables } from '../../src/guide/command/variables.ts';
import type { Step } from '../../src/guide/model.ts';

/** Whether a step only sets variables, and the reader has set all of them in the terminal. */
export function isProvided({ commands }: Step, typed: ReadonlySet<string>): boolean {
  return commands.every(({ text, reads }) => {
    const sets = [...variables(text).sets];
    return reads && sets.length > 0 && sets.every((name) => typed.has(name));
  });
}
