import type { Change } from '../../src/guide/protocol.ts';
import type { ClusterApi } from '../target/cluster-api.ts';
import { type ClusterObject, discover, type Resource, type Scope, type Snapshot, takeSnapshot } from '../target/snapshot.ts';

/** Tells what happened to a cluster's objects between two moments, from the API. */
export class ChangeTracker {
  readonly #api: ClusterApi;
  readonly #scope: Scope;
  #resources: readonly Resource[] | undefined;
  #before: Snapshot = new Map();

  constructor(api: ClusterApi, scope: Scope) {
    this.#api = api;
    this.#scope = scope;
  }

  /** Asked anew each time: what somebody else did between two steps is not the next one's doing. */
  async begin(): Promise<void> {
    this.#before = await this.#take();
  }

  /** What is different from `begin`. */
  async end(): Promise<Change[]> {
    const changes = changesBetween(this.#before, await this.#take());
    // New kinds are new lists.
    if (changes.some(({ kind }) => kind === 'CustomResourceDefinition' || kind === 'APIService')) this.#resources = undefined;
    return changes;
  }

  /** Those of the objects that are not there now; asks for their kinds alone. */
  async missing(objects: readonly Change[]): Promise<Change[]> {
    this.#resources ??= await discover(this.#api);
    const kinds = new Set(objects.map(({ kind }) => kind));
    const resources = this.#resources.filter(({ kind }) => kinds.has(kind));
    const there = [...(await takeSnapshot(this.#api, this.#scope, resources)).values()].filter(isThere);
    return objects.filter((object) => !there.some((other) => isSame(object, other)));
  }

  async #take(): Promise<Snapshot> {
    this.#resources ??= await discover(this.#api);
    return takeSnapshot(this.#api, this.#scope, this.#resources);
  }
}

/** Created, then changed, then deleted, each by kind and name. What only controllers wrote is left out, what is being deleted is not there. */
export function changesBetween(before: Snapshot, after: Snapshot): Change[] {
  const created = [...after.values()].filter((object) => isThere(object) && !isThere(before.get(object.uid)));
  const deleted = [...before.values()].filter((object) => isThere(object) && !isThere(after.get(object.uid)));
  const changed = [...after.values()].filter((object) => isThere(object) && isThere(before.get(object.uid)) && before.get(object.uid)?.edits !== object.edits);
  return [...changes('created', created), ...changes('changed', changed), ...changes('deleted', deleted)];
}

/** By name: one that was deleted and made again is there. */
export function isSame(a: Omit<Change, 'op'>, b: Omit<Change, 'op'>): boolean {
  return a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;
}

function isThere(object: ClusterObject | undefined): boolean {
  return object !== undefined && !object.isLeaving;
}

function changes(op: Change['op'], objects: readonly ClusterObject[]): Change[] {
  return objects
    .filter(({ edits }) => edits !== '' || op === 'changed')
    .map(({ kind, namespace, name }) => ({ op, kind, ...(namespace !== undefined && { namespace }), name }))
    .sort((a, b) => a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name));
}
