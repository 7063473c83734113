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
  /** Every kind that the cluster had. */
  readonly resources: readonly Resource[];
  readonly list: (resources: readonly Resource[]) => Promise<Snapshot>;
}

interface WithUid {
  readonly metadata: { readonly uid: string; readonly deletionTimestamp?: string };
}

/**
 * The objects of a cluster at one moment in the past, to compare later snapshots with. The local cluster has
 * one etcd. Its revisions count the writes of all kinds, and it keeps them for five minutes
 * (https://etcd.io/docs/v3.6/learning/data_model/). So an object with an older revision existed at the
 * moment. Only the kinds of newer objects have to be listed, as of the moment's revision. This saves time:
 * lists of every kind keep the API server busy for about 0.1 s.
 */
export class EarlierSnapshot {
  readonly #begin: Begin | undefined;
  /** The objects of the kinds that were listed, by UID. */
  readonly #known: Map<string, ClusterObject>;
  /** The paths of the kinds that were listed. */
  readonly #listed = new Set<string>();
  readonly #timer: NodeJS.Timeout | undefined;

  private constructor(known: Snapshot, begin?: Begin) {
    this.#known = new Map(known);
    this.#begin = begin;
    // etcd forgets old revisions, so we list all kinds before that. If it fails, a later call reports why.
    if (begin)
      this.#timer = setTimeout(
        () => void this.#list(begin, begin.resources).catch(() => {}),
        earlierSnapshotMs,
      ).unref();
  }

  /** Compares with a snapshot that was taken as a whole. */
  static of(snapshot: Snapshot): EarlierSnapshot {
    return new EarlierSnapshot(snapshot);
  }

  /** Begins at the present moment of the local cluster. Throws if the cluster gives no revision. */
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

  /** The UIDs of the objects that are known to have existed. */
  get uids(): string[] {
    return [...this.#known.keys()];
  }

  /** The objects that exist in `after` and did not exist then. Throws if the cluster cannot answer. */
  async newIn(after: Snapshot): Promise<ClusterObject[]> {
    if (!this.#begin) return newObjects(this.#known, after);
    return (await this.writtenIn(after)).filter(({ was }) => was === undefined).map(({ object }) => object);
  }

  /**
   * The objects of `after` that may have been written since, each with its earlier state if it existed.
   * Throws if the cluster cannot answer.
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
   * The objects that existed then and are deleted now, or are being deleted. Objects that are being deleted
   * have their present state. Throws if the cluster cannot answer.
   */
  async goneIn(after: Snapshot, api: ClusterApi): Promise<ClusterObject[]> {
    const begin = this.#begin;
    if (begin) await this.#list(begin, begin.resources);
    const known = [...this.#known.values()];
    const leaving = new Set(
      known.flatMap(({ kind, name, isLeaving }) => (kind === 'Namespace' && isLeaving ? name : [])),
    );
    const shouldExist = ({ kind, namespace, isLeaving }: ClusterObject) =>
      !isLeaving && !expiringKinds.has(kind) && !(namespace && leaving.has(namespace));
    const missing = known.filter(
      (object) => shouldExist(object) && (after.get(object.uid)?.isLeaving ?? true),
    );
    const areGone = await Promise.all(missing.map((object) => isGone(object, api)));
    return missing.filter((_, at) => areGone[at]).map((object) => after.get(object.uid) ?? object);
  }

  async #list({ list }: Begin, kinds: readonly Resource[]): Promise<void> {
    const missing = kinds.filter(({ path }) => !this.#listed.has(path));
    for (const [uid, object] of await list(missing)) this.#known.set(uid, object);
    for (const { path } of missing) this.#listed.add(path);
  }

  /** Ends the work in the background. Call it when the snapshot is not needed again. */
  end(): void {
    clearTimeout(this.#timer);
  }
}

/**
 * Whether an object is deleted or is being deleted. A snapshot alone does not say it: it leaves out objects
 * with an owner, and a controller may have become the owner of this object.
 */
async function isGone({ path, uid }: ClusterObject, api: ClusterApi): Promise<boolean> {
  const found = await api.get<WithUid>(path, { accept: objectMetadata }).catch(nothingIfForbidden);
  return found?.metadata.uid !== uid || found.metadata.deletionTimestamp !== undefined;
}

/** Kinds whose objects the cluster deletes by itself when they are old. */
const expiringKinds = new Set(['CertificateSigningRequest', 'PodCertificateRequest']);

/**
 * Whether an object was last written before the moment. A kind that came later may belong to an extension API
 * server with revisions of its own, so its objects never count as older.
 */
function isOlder({ kind, revision }: ClusterObject, begin: Begin): boolean {
  return (
    revision > 0 && revision <= begin.revision && begin.resources.some((resource) => resource.kind === kind)
  );
}
