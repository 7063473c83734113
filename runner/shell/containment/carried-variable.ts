import { environmentOf } from '../../kernel/environment.ts';
import type { ProcessIdentity } from '../../kernel/process-stat.ts';

/**
 * Reads one environment variable of processes, and remembers the first value that it read for each process:
 * a process stays in its session even if it executes a program with another environment. Reading all
 * environments takes most of the time of finding a session's processes, and we search many times a second
 * while they end.
 */
export class CarriedVariable {
  readonly #prefix: string;
  readonly #seen = new Map<number, { readonly startTicks: number; readonly value: string | undefined }>();

  constructor(variable: string) {
    this.#prefix = `${variable}=`;
  }

  /** Returns `undefined` if the process does not have the variable, or we may not read its environment. */
  valueIn({ pid, startTicks }: ProcessIdentity): string | undefined {
    const seen = this.#seen.get(pid);
    if (seen?.startTicks === startTicks) return seen.value;
    const environment = environmentOf(pid);
    const value = environment.find((each) => each.startsWith(this.#prefix))?.slice(this.#prefix.length);
    // While a process executes another program, its environment is empty for a moment.
    if (environment.length > 0) this.#seen.set(pid, { startTicks, value });
    return value;
  }

  forgetAllBut(living: readonly ProcessIdentity[]): void {
    const pids = new Set(living.map(({ pid }) => pid));
    for (const pid of this.#seen.keys()) if (!pids.has(pid)) this.#seen.delete(pid);
  }
}
