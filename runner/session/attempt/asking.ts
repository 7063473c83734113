import type { Command, Printed } from '../../../src/guide/model.ts';
import type { Bindings } from '../../../src/guide/outcome.ts';
import type { Moment } from '../../kernel/moment.ts';
import type { Shell } from '../../shell/shell.ts';
import type { RunListener } from '../run-listener.ts';

/** A command and everything that decides how it is run and judged. */
export interface Asking {
  readonly shell: Shell;
  readonly command: Command;
  /** Position in its step, from 0. */
  readonly index: number;
  /** The printed outputs that count on this target. One of them must match. */
  readonly printed: readonly Printed[];
  readonly bindings: Bindings;
  readonly literals: ReadonlySet<string>;
  readonly secrets: readonly string[];
  readonly timeoutMs: number;
  readonly withinMs: number;
  /** A reading command has to match this many times in a row. */
  readonly stable: number;
  /** The start of the step. If the command is stopped, all processes that the step has started end. */
  readonly since: Moment;
  readonly signal: AbortSignal;
  readonly listener: RunListener;
  /** Whether the command failed because the cluster went away: then nothing is said about the page. */
  readonly isClusterGone: (text: string) => Promise<boolean>;
}
