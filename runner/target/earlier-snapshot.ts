import { TargetError } from '../errors.ts';
import { earlierSnapshotMs } from '../limits.ts';
import { type ClusterApi, listMetadata } from './cluster-api.ts';
import { type Resource, type Scope, type Snapshot, takeSnapshot } from './snapshot.ts';

interface WithRevision {
  readonly metadata?: { readonly resourceVersion?: string };
}

/**
 * What was in a cluster of our own at one moment, asked for a little later: nobody's first command waits for it. The cluster has one etcd, whose revisions
 * count for all kinds and are kept for five minutes (https://etcd.io/docs/v3.6/learning/data_model/): a list as of one of them has nothing of what was
 * written since.
 */
export class EarlierSnapshot {
  /** Is told once it is known; may throw, which whoever asked is told. */
  onTaken: (snapshot: Snapshot) => void = () => {};
  readonly #take: () => Promise<Snapshot>;
  readonly #timer: NodeJS.Timeout;
  #taken: Promise<Snapshot> | undefined;

  private constructor(take: () => Promise<Snapshot>) {
    this.#take = take;
    this.#timer = setTimeout(() => void this.get().catch(() => {}), earlierSnapshotMs).unref();
  }

  /** One that is known. */
  static of(snapshot: Snapshot): EarlierSnapshot {
    return new EarlierSnapshot(async () => snapshot);
  }

  /** Of this moment. Throws where the cluster does not say which that is. */
  static async begin(api: ClusterApi, scope: Scope, resources: readonly Resource[]): Promise<EarlierSnapshot> {
    const path = '/api/v1/namespaces?limit=1';
    const revision = (await api.get<WithRevision>(path, { accept: listMetadata }))?.metadata?.resourceVersion;
    if (revision === undefined) throw new TargetError('cluster-refused', `The cluster at ${api.host} gave no resourceVersion to GET ${path}.`);
    return new EarlierSnapshot(() => takeSnapshot(api, scope, resources, `?resourceVersion=${revision}&resourceVersionMatch=Exact`));
  }

  /** Where it could not be had, it is asked for again by who asks next. */
  get(): Promise<Snapshot> {
    clearTimeout(this.#timer);
    this.#taken ??= this.#told().catch((error: unknown) => {
      this.#taken = undefined;
      throw error;
    });
    return this.#taken;
  }

  async #told(): Promise<Snapshot> {
    const snapshot = await this.#take();
    this.onTaken(snapshot);
    return snapshot;
  }

  /** Nobody will ask for it. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
