import { variables } from '../../src/guide/command/variables.ts';
import type { Guide, Step, TargetVersions } from '../../src/guide/model.ts';
import { missingNeeds } from '../../src/guide/needs.ts';
import type { Binding, Bindings } from '../../src/guide/outcome.ts';
import { isProvided } from './typed-variables.ts';

/**
 * Remembers which steps of a guide passed in a session, and what the page's sample values stand for there.
 */
export class PassedSteps {
  readonly #bindings = new Map<string, Bindings>();
  /** Variables that the reader has set in the terminal. */
  readonly #typed = new Set<string>();
  #touched = false;

  /** Ids of the steps that passed, and whose variables the shell still has. */
  get ids(): ReadonlySet<string> {
    return new Set(this.#bindings.keys());
  }

  /** Whether a step has changed something since the last complete cleanup. */
  get touched(): boolean {
    return this.#touched;
  }

  /**
   * Ids of the steps that other steps need not wait for: the step passed, or the reader has set its
   * variables.
   */
  met(guide: Guide): ReadonlySet<string> {
    if (this.#typed.size === 0) return this.ids;
    const provided = guide.steps.filter((step) => isProvided(step, this.#typed));
    return new Set([...this.#bindings.keys(), ...provided.map(({ id }) => id)]);
  }

  /** Why a step cannot run yet, in one sentence; `undefined` if it can. */
  whyUnmet(step: Step, guide: Guide, versions: TargetVersions): string | undefined {
    if (step.needs.length === 0) return undefined;
    const missing = missingNeeds(guide, step, this.met(guide), versions);
    if (missing.length === 0) return undefined;
    const ids = missing.map(({ id }) => id).join(', ');
    return `It needs ${ids}, which ${missing.length === 1 ? 'has' : 'have'} not passed in this session.`;
  }

  /** The bindings of the steps above this one on the page. */
  bindingsBefore(step: Step, guide: Guide): Bindings {
    const found: Record<string, Binding> = {};
    for (const { id, ordinal } of guide.steps)
      if (ordinal < step.ordinal) Object.assign(found, this.#bindings.get(id));
    return found;
  }

  /** Call it when the step begins again: its last result does not count. */
  begins({ id }: Step): void {
    this.#bindings.delete(id);
  }

  /** Call it before the step runs a command that writes. */
  writes({ role }: Step): void {
    this.#touched ||= role !== 'cleanup';
  }

  passed({ id }: Step, bindings: Bindings): void {
    this.#bindings.set(id, bindings);
  }

  /**
   * Call it when the step has ended. After the last cleanup step, no object of the steps is left, so all
   * earlier results stop counting.
   */
  ended(step: Step, guide: Guide): void {
    if (!this.#isCleanedUp(step, guide)) return;
    this.#bindings.clear();
    this.#touched = false;
  }

  /** Call it when the reader ran a line that sets these variables. */
  typed(names: Iterable<string>): void {
    for (const name of names) this.#typed.add(name);
  }

  /**
   * Call it when the shell has ended: its variables are lost. Returns the ids of the steps that have to pass
   * again.
   */
  shellLost(guide: Guide): string[] {
    const lost = guide.steps.filter(
      ({ id, commands }) =>
        this.#bindings.has(id) && commands.some(({ text }) => variables(text).sets.size > 0),
    );
    for (const { id } of lost) this.#bindings.delete(id);
    this.#typed.clear();
    return lost.map(({ id }) => id);
  }

  /**
   * Whether the last cleanup step has passed. Cleanup steps of a choice do not count, because the reader may
   * have taken another choice.
   */
  #isCleanedUp(step: Step, guide: Guide): boolean {
    const isOpen = ({ role, id, choice }: Step) => role === 'cleanup' && !choice && !this.#bindings.has(id);
    return step.role === 'cleanup' && this.#bindings.has(step.id) && !guide.steps.some(isOpen);
  }
}
