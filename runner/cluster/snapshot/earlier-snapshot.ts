import { nothingIfForbidden, TargetError } from '../../errors.ts';
import { earlierSnapshotMs } from '../../limits.ts';
import { type ClusterApi, listMetadata, objectMetadata } from '../cluster-api.ts';
import type { Resource } from './resources.ts';
import { type ClusterObject, newObjects, type Snapshot, takeSnapshot } from './snapshot.ts';

interface WithRevision {
  readonly metadata?: { readonly resourceVersion?: string };
}

interface Begin {
  readonly revision: number;
  /** Every kind that there was. */
  readonly resources: readonly Resource[];
  readonly list: (resources: readonly Resource[]) => Promise<Snapshot>;
}

interface WithUid {
  readonly metadata: { readonly uid: string; readonly deletionTimestamp?: string };
}

/**
 * What was in a cluster at one moment, as far as it has to be known to tell what is new. A cluster of our own
 * has one etcd, whose revisions count for all kinds and are kept for five minutes
 * (https://etcd.io/docs/v3.6/learning/data_model/): an object that was written last before the moment was
 * there, and only the kinds of the others are listed, as of its revision. Lists of every kind keep the API
 * server busy for about 0.1 s.
 */
export class EarlierSnapshot {
  readonly #begin: Begin | undefined;
  /** By UID, of the kinds that were listed. */
  readonly #known: Map<string, ClusterObject>;
  /** Paths of kinds. */
  readonly #listed = new Set<string>();
  readonly #timer: NodeJS.Timeout | undefined;

  private constructor(known: Snapshot, begin?: Begin) {
    this.#known = new Map(known);
    this.#begin = begin;
    // Whoever asks then is told what hinders it.
    if (begin)
      this.#timer = setTimeout(
        () => void this.#list(begin, begin.resources).catch(() => {}),
        earlierSnapshotMs,
      ).unref();
  }

  /** One that is known. */
  static of(snapshot: Snapshot): EarlierSnapshot {
    return new EarlierSnapshot(snapshot);
  }

  /** Of this moment, in a cluster of our own. Throws where it does not say which that is. */
  static async begin(api: ClusterApi, resources: readonly Resource[]): Promise<EarlierSnapshot> {
    const path = '/api/v1/namespaces?limit=1';
    const revision = (await api.get<WithRevision>(path, { accept: listMetadata }))?.metadata?.resourceVersion;
    if (revision === undefined)
      throw new TargetError(
        'cluster-refused',
        `The cluster at ${api.host} gave no resourceVersion to GET ${path}.`,
      );
    const asOf = `?resourceVersion=${revision}&resourceVersionMatch=Exact`;
    return new EarlierSnapshot(new Map(), {
      revision: Number(revision),
      resources,
      list: (kinds) => takeSnapshot(api, { all: true }, kinds, asOf),
    });
  }

  /** UIDs of what is known to have been there. */
  get uids(): string[] {
    return [...this.#known.keys()];
  }

  /** What is there now and was not then. Throws where the cluster cannot say it. */
  async newIn(after: Snapshot): Promise<ClusterObject[]> {
    if (!this.#begin) return newObjects(this.#known, after);
    return (await this.writtenIn(after)).filter(({ was }) => was === undefined).map(({ object }) => object);
  }

  /**
   * The objects that may have been written since, each with its earlier state if it existed. Throws if the
   * cluster cannot answer.
   */
  async writtenIn(after: Snapshot): Promise<{ object: ClusterObject; was: ClusterObject | undefined }[]> {
    const begin = this.#begin;
    const written = [...after.values()].filter((object) => begin === undefined || !isOlder(object, begin));
    const kinds = new Set(written.map(({ kind }) => kind));
    if (begin)
      await this.#list(
        begin,
        begin.resources.filter(({ kind }) => kinds.has(kind)),
      );
    return written.map((object) => ({ object, was: this.#known.get(object.uid) }));
  }

  /**
   * What was there then and is not now, or is being deleted, in this case as it is now. Throws where the
   * cluster cannot say it.
   */
  async goneIn(after: Snapshot, api: ClusterApi): Promise<ClusterObject[]> {
    const begin = this.#begin;
    if (begin) await this.#list(begin, begin.resources);
    const known = [...this.#known.values()];
    const leaving = new Set(
      known.flatMap(({ kind, name, isLeaving }) => (kind === 'Namespace' && isLeaving ? name : [])),
    );
    const stays = ({ kind, namespace, isLeaving }: ClusterObject) =>
      !isLeaving && !fleeting.has(kind) && !(namespace && leaving.has(namespace));
    const missing = known.filter((object) => stays(object) && (after.get(object.uid)?.isLeaving ?? true));
    const areGone = await Promise.all(missing.map((object) => isGone(object, api)));
    return missing.filter((_, at) => areGone[at]).map((object) => after.get(object.uid) ?? object);
  }

  async #list({ list }: Begin, kinds: readonly Resource[]): Promise<void> {
    const missing = kinds.filter(({ path }) => !this.#listed.has(path));
    for (const [uid, object] of await list(missing)) this.#known.set(uid, object);
    for (const { path } of missing) this.#listed.add(path);
  }

  /** Nobody will ask for it. */
  end(): void {
    clearTimeout(this.#timer);
  }
}

/**
 * Snapshots leave out what has an owner: a controller may have taken an object over that is there all the
 * same.
 */
async function isGone({ path, uid }: ClusterObject, api: ClusterApi): Promise<boolean> {
  const there = await api.get<WithUid>(path, { accept: objectMetadata }).catch(nothingIfForbidden);
  return there?.metadata.uid !== uid || there.metadata.deletionTimestamp !== undefined;
}

/** Kinds whose objects the cluster itself deletes when they are old. */
const fleeting = new Set(['CertificateSigningRequest', 'PodCertificateRequest']);

/** Kinds that came later may be of an API server that counts for itself. */
function isOlder({ kind, revision }: ClusterObject, begin: Begin): boolean {
  return (
    revision > 0 && revision <= begin.revision && begin.resources.some((resource) => resource.kind === kind)
  );
}
