import type { TargetError } from '../errors.ts';
import type { Keeping, OnProgress } from '../local-cluster/index.ts';
import type { Target, TargetOrigin } from './target.ts';

/** One kind of target: how `--target` names it, how it opens, and what its texts say. */
export interface TargetKind<Choice, Origin extends TargetOrigin> {
  /** What `--target` takes, for messages: `local`, `context=NAME`. */
  readonly form: string;
  /** The choice that the text of `--target` makes; `undefined`: the text names another kind. */
  parse(text: string): Choice | undefined;
  chosen(choice: Choice): ChosenTarget;
  originInfo(origin: Origin): OriginInfo;
}

/** A target that the user chose. Its cluster may not be open, or not even built. */
export interface ChosenTarget {
  /** As people name it: `local`, or `context=NAME`. */
  readonly name: string;
  /** Whether the cluster is the user's own: what guides make in it stays when the runner ends. */
  readonly isShared: boolean;
  /** Whether nothing has to be built before the cluster can be opened. */
  isBuilt(): Promise<boolean>;
  /** Opens the cluster, or says why this machine cannot have it. Throws if the cluster fails. */
  open(options: OpenOptions): Promise<Target | NoCluster>;
  /** Ends a cluster that this process keeps up. `clusterName`: the name of the local cluster. */
  close(clusterName: string): Promise<void>;
  /** A line about a cluster that goes on after `close`; `undefined`: there is nothing to say. */
  afterClose(clusterName: string): Promise<string | undefined>;
}

export interface OpenOptions {
  /** The name of the local cluster. */
  readonly clusterName: string;
  /** The file in which a context is looked up; `undefined`: those that kubectl reads. */
  readonly kubeconfig: string | undefined;
  /** Folders to put after the PATH of shells; absent: those with the programs that Guiderail built. */
  readonly pathBehind?: readonly string[];
  /** How long a local cluster stays up. */
  readonly keeping: Keeping;
  readonly onProgress: OnProgress;
  /** Ends a start of a cluster, of which nothing stays, and a wait for an answer at the terminal. */
  readonly signal: AbortSignal | undefined;
}

/** This machine cannot have the cluster. */
export interface NoCluster {
  readonly noCluster: TargetError;
}

/** What people and later processes need to know of the cluster that an origin leads to. */
export interface OriginInfo {
  /** In a sentence: `the local cluster demo`, `context=kind-dev`. */
  readonly title: string;
  /** The name of the local cluster; `undefined` for other clusters. */
  readonly clusterName: string | undefined;
  /**
   * Whether a cluster that was replaced by another one under the same name is gone, with all its objects. If
   * not, the name may lead to the first cluster again.
   */
  readonly isGoneWhenReplaced: boolean;
  /** The command line that runs a kubectl or istioctl command on the cluster, from any shell of the user. */
  command(command: string): string;
  /** Follows `command` in a sentence and says where it works; empty: everywhere. */
  readonly commandPlace: string;
  /** A sentence: what to do if the API server does not answer. */
  readonly unreachableHint: string;
  /** What to do if an image cannot be pulled, as the beginning of a sentence; `undefined`: no advice. */
  readonly imageHint: string | undefined;
  /** The cluster, opened again; `undefined`: a local cluster that is down. */
  reopen(): Promise<Target | undefined>;
}
