import type { Guide, Step } from '../../src/guide/model.ts';
import type { Change, UndeclaredWrite } from '../../src/guide/protocol.ts';
import { sessionWrites } from '../observe/session-writers.ts';
import { declares, isDeclared } from '../preflight/declared.ts';
import { undeclaredText, wrote } from '../preflight/undeclared-text.ts';
import type { EarlierSnapshot } from '../target/earlier-snapshot.ts';
import { type ClusterObject, discover, type Resource, type Scope, type Snapshot, takeSnapshot } from '../target/snapshot.ts';
import type { Target } from '../target/target.ts';

interface Known {
  readonly before: EarlierSnapshot;
  readonly resources: readonly Resource[];
  /** Ids of the steps that may write to more than their commands' texts tell. */
  readonly untold: ReadonlySet<string>;
}

/**
 * Finds what the steps of a pass write to that the guide does not declare and that the texts of their commands do not tell: variables, scripts, other programs. It
 * looks at the cluster after each such command, while the pass goes on; the pass waits for it only before the next command that writes. A look that the
 * cluster does not answer tells nothing.
 */
export class UndeclaredWatch {
  readonly #guide: Guide;
  readonly #target: Target;
  readonly #before: EarlierSnapshot;
  readonly #untold: ReadonlySet<string>;
  #resources: readonly Resource[];
  /** UIDs of the objects that bring kinds. */
  #kinds: string | undefined;
  #looking: Promise<void> = Promise.resolve();
  /** The step that runs, and how many of its commands that write have begun. */
  #running: { readonly step: Step; wrote: number } | undefined;
  /** Writes that are told, each by its object, writer and time. */
  readonly #told = new Set<string>();
  readonly #found: UndeclaredWrite[] = [];

  private constructor(guide: Guide, target: Target, { before, resources, untold }: Known) {
    this.#guide = guide;
    this.#target = target;
    this.#before = before;
    this.#untold = untold;
    this.#resources = resources;
  }

  /** Nothing is watched where the guide declares nothing, nor on a shared cluster: others write there too. */
  static of(guide: Guide, target: Target, { scope, ...known }: Known & { readonly scope: Scope }): UndeclaredWatch | undefined {
    return scope.all && declares(guide) ? new UndeclaredWatch(guide, target, known) : undefined;
  }

  /** Before a command of this step that writes: looks for what the one before has done. */
  async beforeWrite(step: Step): Promise<void> {
    if (this.#running?.step === step) this.#startLook();
    else this.#running = { step, wrote: 0 };
    this.#running.wrote += 1;
    await this.#looking;
  }

  /** Starts to look for what its last command has done. */
  stepEnded(): void {
    this.#startLook();
    this.#running = undefined;
  }

  /** All that was found, in the order of the steps. */
  async found(): Promise<readonly UndeclaredWrite[]> {
    await this.#looking;
    return this.#found;
  }

  #startLook(): void {
    const { step, wrote = 0 } = this.#running ?? {};
    const command = step?.commands.filter(({ reads }) => !reads)[wrote - 1];
    if (!step || !command || !this.#untold.has(step.id)) return;
    this.#looking = this.#looking.then(() => this.#look({ step: step.id, line: command.line })).catch(() => {});
  }

  async #look(where: { readonly step: string; readonly line: number }): Promise<void> {
    const now = await takeSnapshot(this.#target.api, { all: true }, this.#resources);
    await this.#followKinds(now);
    const suspects = [...now].filter(([, object]) => !isDeclared(this.#guide, object, this.#resources) && this.#untoldWrites(object).length > 0);
    const groups = new Map<string, [Change, ...Change[]]>();
    for (const { object, was } of await this.#before.writtenIn(new Map(suspects))) {
      const writes = this.#untoldWrites(object, was);
      for (const write of writes) this.#told.add(`${object.uid} ${write}`);
      if (writes.length === 0) continue;
      const { kind, namespace, name } = object;
      const change: Change = { op: was ? 'changed' : 'created', kind, ...(namespace !== undefined && { namespace }), name };
      const group = `${change.op} ${namespace ?? ''}`;
      groups.set(group, [...(groups.get(group) ?? []), change] as [Change, ...Change[]]);
    }
    for (const changes of groups.values()) {
      const message = undeclaredText(this.#guide, { step: where.step, verb: wrote[changes[0].op], places: changes });
      this.#found.push({ ...where, changes, message });
    }
  }

  #untoldWrites(object: ClusterObject, was?: ClusterObject): string[] {
    return sessionWrites(object, was, this.#guide).filter((write) => !this.#told.has(`${object.uid} ${write}`));
  }

  /** Objects of a new kind are seen with the next look. */
  async #followKinds(now: Snapshot): Promise<void> {
    const kinds = [...now.values()].flatMap(({ kind, uid }) => (kind === 'CustomResourceDefinition' || kind === 'APIService' ? uid : [])).join();
    if (this.#kinds !== undefined && this.#kinds !== kinds) this.#resources = await discover(this.#target.api);
    this.#kinds = kinds;
  }
}
