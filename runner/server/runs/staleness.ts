import { isDeepStrictEqual } from 'node:util';
import { variables } from '../../../src/guide/command/variables.ts';
import type { Guide, Step } from '../../../src/guide/model.ts';
import type { Verdict } from '../../../src/guide/outcome.ts';

/** The last run of a step, as far as later steps ask for it. */
export interface LastRun {
  readonly verdict: Verdict;
  /** Of the step's text that ran. */
  readonly hash: string;
  /** Grows from run to run. */
  readonly order: number;
}

/**
 * How a guide's results stand: which of them the page may still show as true. A passed step is stale when its
 * text, or a step that it needs, changed since; or when what it had made is lost. Derived from the facts each
 * time, so that undoing a change undoes its consequence.
 */
export class Staleness {
  readonly #runs = new Map<string, LastRun>();
  readonly #lost = new Map<string, string>();
  #gone: ReadonlyMap<string, string> = new Map();
  #order = 0;
  #told: Readonly<Record<string, string>> = {};

  /** Of a step that was only checked, only what sets variables has made something new. */
  ended(step: Step, verdict: Verdict, { checked = false }: { checked?: boolean } = {}): void {
    this.#order += 1;
    const before = checked && !setsByReading(step) ? this.#runs.get(step.id) : undefined;
    const order = before?.order ?? this.#order;
    this.#runs.set(step.id, { verdict, hash: step.hash, order });
    this.#lost.delete(step.id);
  }

  /** What these steps had made is gone, for the reason given in a sentence. */
  lose(ids: readonly string[], why: string): void {
    for (const id of ids) this.#lost.set(id, why);
  }

  /** All that is gone from the cluster now, by step, in a sentence: what came back is not among it. */
  setGone(gone: ReadonlyMap<string, string>): void {
    this.#gone = gone;
  }

  forget(): void {
    this.#runs.clear();
    this.#lost.clear();
    this.#gone = new Map();
    this.#told = {};
  }

  /** Why each stale step is stale, in one sentence. */
  stale(guide: Guide): Readonly<Record<string, string>> {
    const why: Record<string, string> = {};
    for (const step of guide.steps) {
      const run = this.#runs.get(step.id);
      const sentence = run?.verdict === 'passed' ? this.#whyStale(guide, step, run, why) : undefined;
      if (sentence !== undefined) why[step.id] = sentence;
    }
    return why;
  }

  /** The same, if it is news. */
  news(guide: Guide): Readonly<Record<string, string>> | undefined {
    const now = this.stale(guide);
    if (isDeepStrictEqual(now, this.#told)) return undefined;
    this.#told = now;
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

/** Running such a step again changes what later ones see. */
function makesSomething({ commands }: Step): boolean {
  return commands.some(({ reads, text }) => !reads || variables(text).sets.size > 0);
}
