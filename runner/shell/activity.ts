import type { Answers } from './bash/answers.ts';
import type { Execution } from './execution/execution.ts';

/** The activity of a shell, which does one thing at a time. */
export type Activity =
  | { readonly is: 'waiting' }
  | { readonly is: 'running'; readonly execution: Execution }
  | { readonly is: 'answering'; readonly answers: Answers }
  | { readonly is: 'dead' };

/** Receives the text of the terminal, until the shell ends. */
interface Listener {
  saw(text: string): void;
  shellDied(): void;
}

/** The listener that gets the terminal's text; `undefined` between two commands. */
export function listenerOf(activity: Activity): Listener | undefined {
  switch (activity.is) {
    case 'running':
      return activity.execution;
    case 'answering':
      return activity.answers;
    case 'waiting':
    case 'dead':
      return undefined;
  }
}

/** Whether the shell can do something. Returns `false` if it is dead; throws if it is busy. */
export function isFree({ is }: Activity): boolean {
  switch (is) {
    case 'waiting':
      return true;
    case 'dead':
      return false;
    case 'running':
    case 'answering':
      throw new Error('A shell does one thing at a time.');
  }
}
