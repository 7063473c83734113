import { isDeepStrictEqual } from 'node:util';
import { variables } from '../../../src/guide/command/variables.ts';
import type { Guide, Step } from '../../../src/guide/model.ts';
import type { Verdict } from '../../../src/guide/outcome.ts';

/** The facts about the last run of a step that decide which later steps are stale. */
export interface LastRun {
  readonly verdict: Verdict;
  /** The hash of the step's text that ran. */
  readonly hash: string;
  /** A later run has a larger number. */
  readonly order: number;
}

/**
 * Decides which results of a guide are stale. The result of a passed step is stale if the step's text
 * changed, if a step that it needs ran again or is stale, or if something that the step made is gone. Each
 * call decides from the facts, so if the author undoes a change, the result counts again.
 */
export class Staleness {
  readonly #runs = new Map<string, LastRun>();
  readonly #lost = new Map<string, string>();
  #gone: ReadonlyMap<string, string> = new Map();
  #order = 0;
  #reported: Readonly<Record<string, string>> = {};

  /**
   * Call it when a run of the step has ended. `checked`: only the commands that read were run. Then the steps
   * that need this one stay as they are, unless such a command sets a variable.
   */
  ended(step: Step, verdict: Verdict, { checked = false }: { checked?: boolean } = {}): void {
    this.#order += 1;
    const before = checked && !setsByReading(step) ? this.#runs.get(step.id) : undefined;
    const order = before?.order ?? this.#order;
    this.#runs.set(step.id, { verdict, hash: step.hash, order });
    this.#lost.delete(step.id);
  }

  /**
   * Makes the results of these steps stale, because the objects or variables that the steps made are gone.
   * `why`: a sentence.
   */
  lose(ids: readonly string[], why: string): void {
    for (const id of ids) this.#lost.set(id, why);
  }

  /** Replaces the steps whose objects are gone from the cluster. The value for each step is a sentence. */
  setGone(gone: ReadonlyMap<string, string>): void {
    this.#gone = gone;
  }

  /** Forgets all runs. */
  forget(): void {
    this.#runs.clear();
    this.#lost.clear();
    this.#gone = new Map();
    this.#reported = {};
  }

  /** The reason for each stale step, in one sentence. */
  stale(guide: Guide): Readonly<Record<string, string>> {
    const why: Record<string, string> = {};
    for (const step of guide.steps) {
      const run = this.#runs.get(step.id);
      const sentence = run?.verdict === 'passed' ? this.#whyStale(guide, step, run, why) : undefined;
      if (sentence !== undefined) why[step.id] = sentence;
    }
    return why;
  }

  /** Like `stale`, but `undefined` if nothing changed since the last call. */
  staleIfChanged(guide: Guide): Readonly<Record<string, string>> | undefined {
    const now = this.stale(guide);
    if (isDeepStrictEqual(now, this.#reported)) return undefined;
    this.#reported = now;
    return now;
  }

  #whyStale(
    guide: Guide,
    step: Step,
    run: LastRun,
    stale: Readonly<Record<string, string>>,
  ): string | undefined {
    if (run.hash !== step.hash) return 'Its text changed since it ran.';
    const lost = this.#lost.get(step.id) ?? this.#gone.get(step.id);
    if (lost !== undefined) return lost;
    for (const need of step.needs.flatMap((id) => guide.steps.find((each) => each.id === id) ?? [])) {
      const again = this.#runs.get(need.id);
      if (again && again.order > run.order && makesSomething(need))
        return `It needs ${need.id}, which ran again since.`;
      if (stale[need.id] !== undefined) return `It needs ${need.id}, which is stale.`;
    }
    return undefined;
  }
}

function setsByReading({ commands }: Step): boolean {
  return commands.some(({ reads, text }) => reads && variables(text).sets.size > 0);
}

/** Whether running the step again changes something that later steps may use. */
function makesSomething({ commands }: Step): boolean {
  return commands.some(({ reads, text }) => !reads || variables(text).sets.size > 0);
}
