import type { Moment } from '../kernel/moment.ts';
import type { SessionProcesses } from './containment/session-processes.ts';

export interface ShellOptions {
  /** Empty, private to this shell; the caller removes it. */
  readonly folder: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Program and arguments that start bash, such as `nsenter --net=…`. Empty: bash starts directly. */
  readonly enter: readonly string[];
  /** The processes of the session, to which the shell is added. */
  readonly processes?: SessionProcesses;
  /**
   * Gets all that commands print, also between two commands, as a user at the terminal sees it; not
   * sanitised.
   */
  readonly onScreen?: (text: string) => void;
}

export interface ExecuteOptions {
  /** Absent: the command may run for any time. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /**
   * When the command is stopped, all processes that started after this moment end. The default is the start
   * of the command.
   */
  readonly since?: Moment;
  /** Gets decoded terminal output, not sanitised. */
  readonly onText?: (text: string) => void;
  /** Whether the terminal shows what the user types. It does not for a step, because its output is judged. */
  readonly echo?: boolean;
}
