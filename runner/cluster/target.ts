import type { TargetVersions } from '../../src/guide/model.ts';
import type { ClusterApi } from './cluster-api.ts';
import type { ClusterWrites } from './cluster-writes.ts';
import type { ObjectRemoval } from './object-removal.ts';

/** How another process finds a target's cluster again. Holds no credentials: it is written to disk. */
export type TargetOrigin = LocalOrigin | ContextOrigin;

export interface LocalOrigin {
  readonly kind: 'local';
  /** The name of the local cluster. */
  readonly name: string;
}

export interface ContextOrigin {
  readonly kind: 'context';
  readonly context: string;
  /** The kubeconfigs in which the context was looked up. */
  readonly files: readonly string[];
}

/** A pinned cluster, to which sessions are tied: their shells and all requests go to it and nowhere else. */
export interface Target {
  /** The name that the user gave: `local`, or `context=NAME`. */
  readonly name: string;
  /** The UID of the cluster's namespace kube-system. No other cluster ever has this UID. */
  readonly uid: string;
  readonly versions: TargetVersions;
  readonly api: ClusterApi;
  readonly writes: ClusterWrites;
  readonly removal: ObjectRemoval;
  readonly origin: TargetOrigin;
  /**
   * Whether others may write to the cluster too. If so, snapshots list only what a guide declares, and
   * undeclared changes are not reported.
   */
  readonly isShared: boolean;
  /** Whether shells of the target can reach the proxies that the user's environment names. */
  readonly reachesProxies: boolean;
  /** A kubeconfig with this one context, for a session's private copy. */
  readonly kubeconfig: string;
  /** The command that starts a session's shell, such as `nsenter --net=…`; empty: none. */
  readonly enter: readonly string[];
  /** Folders to put before the user's PATH. */
  readonly pathBefore: readonly string[];
  /** Folders to put after the user's PATH. */
  readonly pathBehind: readonly string[];
  /** Values that must not appear in any output. */
  readonly secrets: readonly string[];
  /**
   * Throws a ReplacedError if the target's name no longer leads to the pinned cluster, and another
   * TargetError if the cluster does not say.
   */
  recheck(): Promise<void>;
}
