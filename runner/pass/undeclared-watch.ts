import type { Guide, Step } from '../../src/guide/model.ts';
import type { UndeclaredWrite } from '../../src/guide/report.ts';
import type { Change } from '../../src/guide/result.ts';
import { declares, isDeclared } from '../cluster/snapshot/declared.ts';
import type { EarlierSnapshot } from '../cluster/snapshot/earlier-snapshot.ts';
import { discover } from '../cluster/snapshot/resources.ts';
import type { Scope } from '../cluster/snapshot/scope.ts';
import { type ClusterObject, takeSnapshot } from '../cluster/snapshot/snapshot.ts';
import type { Target } from '../cluster/target.ts';
import { sessionWrites } from '../observe/session-writers.ts';
import { undeclaredText, wrote } from '../preflight/undeclared-text.ts';

interface Known {
  readonly before: EarlierSnapshot;
  /** Ids of the steps that may write to more than the texts of their commands show. */
  readonly unclearSteps: ReadonlySet<string>;
}

/**
 * Finds writes to objects that the guide does not declare, if the texts of the commands do not show them:
 * writes through variables, scripts and other programs. After each such command it searches the cluster while
 * the pass goes on. Only the next command that writes waits for the search. If the cluster does not answer,
 * nothing is reported.
 */
export class UndeclaredWatch {
  readonly #guide: Guide;
  readonly #target: Target;
  readonly #before: EarlierSnapshot;
  readonly #unclearSteps: ReadonlySet<string>;
  #search: Promise<void> = Promise.resolve();
  /** The step that runs, and how many of its commands that write have begun. */
  #running: { readonly step: Step; wrote: number } | undefined;
  /** Keys of the writes that were reported: object, writer and time. */
  readonly #reported = new Set<string>();
  readonly #found: UndeclaredWrite[] = [];

  private constructor(guide: Guide, target: Target, { before, unclearSteps }: Known) {
    this.#guide = guide;
    this.#target = target;
    this.#before = before;
    this.#unclearSteps = unclearSteps;
  }

  /**
   * Returns `undefined` if the guide declares nothing, or on a shared cluster, where other users write too.
   */
  static of(
    guide: Guide,
    target: Target,
    { scope, ...known }: Known & { readonly scope: Scope },
  ): UndeclaredWatch | undefined {
    return scope.all && declares(guide) ? new UndeclaredWatch(guide, target, known) : undefined;
  }

  /** Call it before each command of this step that writes. It searches for writes of the previous command. */
  async beforeWrite(step: Step): Promise<void> {
    if (this.#running?.step === step) this.#startSearch();
    else this.#running = { step, wrote: 0 };
    this.#running.wrote += 1;
    await this.#search;
  }

  /** Starts to search for writes of the step's last command. */
  stepEnded(): void {
    this.#startSearch();
    this.#running = undefined;
  }

  /** All undeclared writes that the watch found, in the order of the steps. */
  async found(): Promise<readonly UndeclaredWrite[]> {
    await this.#search;
    return this.#found;
  }

  #startSearch(): void {
    const { step, wrote = 0 } = this.#running ?? {};
    const command = step?.commands.filter(({ reads }) => !reads)[wrote - 1];
    if (!step || !command || !this.#unclearSteps.has(step.id)) return;
    this.#search = this.#search
      .then(() => this.#searchAfter({ step: step.id, line: command.line }))
      .catch(() => {});
  }

  async #searchAfter(where: { readonly step: string; readonly line: number }): Promise<void> {
    // The command may have defined new kinds.
    const resources = await discover(this.#target.api);
    const now = await takeSnapshot(this.#target.api, { all: true }, resources);
    const suspects = [...now].filter(
      ([, object]) => !isDeclared(this.#guide, object, resources) && this.#newWrites(object).length > 0,
    );
    const groups = new Map<string, { op: Change['op']; changes: Change[] }>();
    for (const { object, was } of await this.#before.writtenIn(new Map(suspects))) {
      const writes = this.#newWrites(object, was);
      for (const write of writes) this.#reported.add(`${object.uid} ${write}`);
      if (writes.length === 0) continue;
      const { kind, namespace, name } = object;
      const op = was ? 'changed' : 'created';
      const key = `${op} ${namespace ?? ''}`;
      const group = groups.get(key) ?? { op, changes: [] };
      group.changes.push({ op, kind, ...(namespace !== undefined && { namespace }), name });
      groups.set(key, group);
    }
    for (const { op, changes } of groups.values()) {
      const message = undeclaredText(this.#guide, { step: where.step, verb: wrote[op], places: changes });
      this.#found.push({ ...where, changes, message });
    }
  }

  /** Writes of the session's programs since `was` that are not reported yet. */
  #newWrites(object: ClusterObject, was?: ClusterObject): string[] {
    return sessionWrites(object, was, this.#guide).filter(
      (write) => !this.#reported.has(`${object.uid} ${write}`),
    );
  }
}
