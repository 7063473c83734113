import type { Guide, Step } from '../../src/guide/model.ts';
import type { Change, StepResult } from '../../src/guide/result.ts';
import { declares, isDeclared } from '../cluster/snapshot/declared.ts';
import { scopeOf } from '../cluster/snapshot/scope.ts';
import type { Target } from '../cluster/target.ts';
import { observeTimeoutMs } from '../limits.ts';
import { ChangeTracker, type IsUndeclared, isSame } from './changes.ts';
import { requestPath } from './request-path.ts';
import { sessionWrites } from './session-writers.ts';

/**
 * Finds out, for a page, what a step did in the cluster. If the cluster does not answer, the step's result
 * lacks this information, but its verdict stays.
 */
export class Observer {
  readonly #target: Target;
  readonly #changes: ChangeTracker;
  /** The objects that each step created and no later step deleted. */
  readonly #made = new Map<string, readonly Change[]>();

  constructor(guide: Guide, target: Target) {
    this.#target = target;
    this.#changes = new ChangeTracker(target.api, scopeOf(guide, target), {
      isUndeclared: undeclaredBy(guide, target),
    });
  }

  /** Runs a step and adds to its result what it changed and the path of its last request. */
  async observe(step: Step, run: () => Promise<StepResult>): Promise<StepResult> {
    const writes = step.commands.some(({ reads }) => !reads);
    const began = writes && (await orNothing(this.#changes.begin().then(() => true)));
    const result = await run();
    if (result.commands.length === 0 || result.verdict === 'errored') return result;
    const [changes, path] = await Promise.all([
      began ? orNothing(this.#changes.end()) : undefined,
      orNothing(requestPath(this.#target.api, result.commands)),
    ]);
    this.#note(step.id, changes ?? []);
    return { ...result, ...(changes && changes.length > 0 && { changes }), ...(path && { path }) };
  }

  /** The objects that each step created and that are gone although no step deleted them. */
  async gone(): Promise<ReadonlyMap<string, readonly Change[]>> {
    const made = [...this.#made.values()].flat();
    if (made.length === 0) return new Map();
    const missing = (await orNothing(this.#changes.missing(made))) ?? [];
    return new Map(
      [...this.#made]
        .map(([step, objects]) => [step, objects.filter((object) => missing.includes(object))] as const)
        .filter(([, gone]) => gone.length > 0),
    );
  }

  #note(step: string, changes: readonly Change[]): void {
    const deleted = changes.filter(({ op }) => op === 'deleted');
    for (const [maker, objects] of this.#made) {
      const left = objects.filter((object) => !deleted.some((other) => isSame(object, other)));
      if (left.length > 0) this.#made.set(maker, left);
      else this.#made.delete(maker);
    }
    const created = changes.filter(({ op }) => op === 'created');
    if (created.length > 0) this.#made.set(step, [...(this.#made.get(step) ?? []), ...created]);
  }
}

/** Returns the answer, or `undefined` if the cluster gives an error or no answer in time. */
async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  const late = AbortSignal.timeout(observeTimeoutMs);
  const nothing = new Promise<undefined>((resolve) =>
    late.addEventListener('abort', () => resolve(undefined)),
  );
  return Promise.race([answer.catch(() => undefined), nothing]);
}

/** On a shared cluster, other users write too, so nothing counts as undeclared there. */
function undeclaredBy(guide: Guide, { isShared }: Target): IsUndeclared {
  if (isShared || !declares(guide)) return () => false;
  return (object, was, resources) =>
    !isDeclared(guide, object, resources) && sessionWrites(object, was, guide).length > 0;
}
