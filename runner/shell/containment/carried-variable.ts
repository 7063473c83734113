import { environmentOf, type ProcessFacts } from '../../kernel/processes.ts';

type Named = Pick<ProcessFacts, 'pid' | 'startTicks'>;

/**
 * One variable in the environments of processes, each as it was when the process was first asked about:
 * whatever it executes afterwards, it stays the child of those who started it. To read every environment of a
 * machine is most of what it takes to find a session's processes, many times a second while they end.
 */
export class CarriedVariable {
  readonly #prefix: string;
  readonly #seen = new Map<number, { readonly startTicks: number; readonly value: string | undefined }>();

  constructor(variable: string) {
    this.#prefix = `${variable}=`;
  }

  /** `undefined` where the process has none, or where its environment may not be read. */
  valueIn({ pid, startTicks }: Named): string | undefined {
    const seen = this.#seen.get(pid);
    if (seen?.startTicks === startTicks) return seen.value;
    const environment = environmentOf(pid);
    const value = environment.find((each) => each.startsWith(this.#prefix))?.slice(this.#prefix.length);
    // For a moment of executing another program a process shows none: that says nothing for good.
    if (environment.length > 0) this.#seen.set(pid, { startTicks, value });
    return value;
  }

  forgetAllBut(living: readonly Named[]): void {
    const pids = new Set(living.map(({ pid }) => pid));
    for (const pid of this.#seen.keys()) if (!pids.has(pid)) this.#seen.delete(pid);
  }
}
