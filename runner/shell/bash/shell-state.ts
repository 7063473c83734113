import { stateSeparator } from './start-text.ts';

/** The state of bash between two commands. */
export interface ShellState {
  /** The names of the wanted variables that have no value. */
  readonly valueless: readonly string[];
  /** The value of `KUBECONFIG`; empty if it has none. */
  readonly kubeconfig: string;
  readonly folder: string;
}

/** The line that asks bash for its state. The answer has the mark. */
export function stateQuestion(wanted: readonly string[], mark: string): string {
  const names = wanted.map((name) => ` ${name}`).join('');
  return `{ \\__guiderail_state${names}; } >&- 2>&- 3<<<${mark}\n`;
}

export function parseState(answer: string): ShellState {
  const [valueless = '', kubeconfig = '', folder = ''] = answer.split(stateSeparator);
  return { valueless: valueless.split(' ').filter(Boolean), kubeconfig, folder };
}
