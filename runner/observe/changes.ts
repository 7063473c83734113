import type { Change } from '../../src/guide/result.ts';
import type { ClusterApi } from '../cluster/cluster-api.ts';
import { discover, type Resource } from '../cluster/snapshot/resources.ts';
import type { Scope } from '../cluster/snapshot/scope.ts';
import { type ClusterObject, type Snapshot, takeSnapshot } from '../cluster/snapshot/snapshot.ts';
import { freshSnapshotMs } from '../limits.ts';

/**
 * Whether a session changed an object that its guide does not declare. `was`: the object's earlier state;
 * `undefined`: it did not exist.
 */
export type IsUndeclared = (
  object: ClusterObject,
  was: ClusterObject | undefined,
  resources: readonly Resource[],
) => boolean;

/** Finds what happened to a cluster's objects between two moments, by comparing snapshots. */
export class ChangeTracker {
  readonly #api: ClusterApi;
  readonly #scope: Scope;
  readonly #isUndeclared: IsUndeclared;
  readonly #now: () => number;
  #resources: readonly Resource[] | undefined;
  #before: Snapshot = new Map();
  #last: { readonly snapshot: Snapshot; readonly askedAt: number } | undefined;

  /** `now`: a clock in milliseconds that starts at any moment. */
  constructor(
    api: ClusterApi,
    scope: Scope,
    {
      isUndeclared = () => false,
      now = () => performance.now(),
    }: { isUndeclared?: IsUndeclared; now?: () => number } = {},
  ) {
    this.#api = api;
    this.#scope = scope;
    this.#isUndeclared = isUndeclared;
    this.#now = now;
  }

  /**
   * Takes the snapshot before a step, so that changes by other users or programs between two steps do not
   * count. If the step directly follows the step before it, the snapshot of the last `end` is used.
   */
  async begin(): Promise<void> {
    const last = this.#last;
    this.#last = undefined;
    this.#before = last && this.#now() - last.askedAt < freshSnapshotMs ? last.snapshot : await this.#take();
  }

  /** Returns the objects that changed since `begin`. */
  async end(): Promise<Change[]> {
    const askedAt = this.#now();
    const snapshot = await this.#take();
    const resources = this.#resources ?? [];
    const changes = changesBetween(this.#before, snapshot, (object, was) =>
      this.#isUndeclared(object, was, resources),
    );
    // New kinds mean new lists, so the kinds have to be discovered again.
    if (changes.some(({ kind }) => kind === 'CustomResourceDefinition' || kind === 'APIService'))
      this.#resources = undefined;
    else this.#last = { snapshot, askedAt };
    return changes;
  }

  /** Returns the objects among these that do not exist now. Lists only their kinds. */
  async missing(objects: readonly Change[]): Promise<Change[]> {
    this.#resources ??= await discover(this.#api);
    const kinds = new Set(objects.map(({ kind }) => kind));
    const resources = this.#resources.filter(({ kind }) => kinds.has(kind));
    const existing = [...(await takeSnapshot(this.#api, this.#scope, resources)).values()].filter(exists);
    return objects.filter((object) => !existing.some((other) => isSame(object, other)));
  }

  async #take(): Promise<Snapshot> {
    this.#resources ??= await discover(this.#api);
    return takeSnapshot(this.#api, this.#scope, this.#resources);
  }
}

/**
 * The differences between two snapshots: created, then changed, then deleted objects, each sorted by kind and
 * name. Leaves out objects that only controllers wrote. An object that is being deleted counts as deleted.
 */
export function changesBetween(
  before: Snapshot,
  after: Snapshot,
  isUndeclared: (object: ClusterObject, was: ClusterObject | undefined) => boolean = () => false,
): Change[] {
  const created = [...after.values()].filter((object) => exists(object) && !exists(before.get(object.uid)));
  const deleted = [...before.values()].filter((object) => exists(object) && !exists(after.get(object.uid)));
  const changed = [...after.values()].filter(
    (object) =>
      exists(object) && exists(before.get(object.uid)) && before.get(object.uid)?.edits !== object.edits,
  );
  return [
    ...changes('created', created, (object) => isUndeclared(object, undefined)),
    ...changes('changed', changed, (object) => isUndeclared(object, before.get(object.uid))),
    // The API does not say who deleted an object, so we assume that one of its writers did.
    ...changes('deleted', deleted, (object) => isUndeclared(object, undefined)),
  ];
}

/** Whether two objects have the same kind, namespace and name, even if one was deleted and made again. */
export function isSame(a: Omit<Change, 'op'>, b: Omit<Change, 'op'>): boolean {
  return a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;
}

function exists(object: ClusterObject | undefined): boolean {
  return object !== undefined && !object.isLeaving;
}

function changes(
  op: Change['op'],
  objects: readonly ClusterObject[],
  isUndeclared: (object: ClusterObject) => boolean,
): Change[] {
  return objects
    .filter(({ edits }) => edits !== '' || op === 'changed')
    .map((object): Change => {
      const { kind, namespace, name } = object;
      return {
        op,
        kind,
        ...(namespace !== undefined && { namespace }),
        name,
        ...(isUndeclared(object) && { undeclared: true }),
      };
    })
    .sort((a, b) => a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name));
}
