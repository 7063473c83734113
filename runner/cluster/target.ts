import type { TargetVersions } from '../../src/guide/model.ts';
import type { ClusterApi } from './cluster-api.ts';
import type { ClusterWrites } from './cluster-writes.ts';
import type { ObjectRemoval } from './object-removal.ts';

export type TargetOrigin =
  | { readonly kind: 'local'; readonly name: string }
  /** `files`: the kubeconfigs it was looked up in. */
  | { readonly kind: 'context'; readonly context: string; readonly files: readonly string[] };

/** The cluster that sessions are tied to, pinned: shells and questions go there and nowhere else. */
export interface Target {
  readonly kind: 'local' | 'context';
  /** As people name it: `local`, or `context=NAME`. */
  readonly name: string;
  /** Of its kube-system: no other cluster ever has it. */
  readonly uid: string;
  readonly versions: TargetVersions;
  readonly api: ClusterApi;
  readonly writes: ClusterWrites;
  readonly removal: ObjectRemoval;
  /** How another process finds the same cluster again; no credentials. */
  readonly origin: TargetOrigin;
  /** A kubeconfig with this one context, for a session's private copy. */
  readonly kubeconfig: string;
  /** What a session's shell is started under, such as `nsenter --net=…`. */
  readonly enter: readonly string[];
  /** Folders put before the PATH (`local`) or behind it. */
  readonly pathBefore: readonly string[];
  readonly pathBehind: readonly string[];
  /** Values that must not appear in any output. */
  readonly secrets: readonly string[];
  /**
   * Throws a ReplacedError if the name no longer means the pinned cluster, another TargetError if that cannot
   * be told.
   */
  recheck(): Promise<void>;
}
