import type { TargetError } from '../errors.ts';
import type { Keeping, OnProgress } from '../local-cluster/index.ts';
import type { Target, TargetOrigin } from './target.ts';

/** One kind of target: its form in `--target`, the way it is opened, and its texts. */
export interface TargetKind<Choice, Origin extends TargetOrigin> {
  /** The form of `--target` in messages: `local`, `context=NAME`. */
  readonly form: string;
  /** The choice that the text of `--target` makes; `undefined`: the text names another kind. */
  parse(text: string): Choice | undefined;
  chosen(choice: Choice): ChosenTarget;
  originInfo(origin: Origin): OriginInfo;
}

/** A target that the user chose. Its cluster may not be open, or not even built. */
export interface ChosenTarget {
  /** The name that the user gave: `local`, or `context=NAME`. */
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
  /** The name of the local cluster; targets of another kind ignore it. */
  readonly clusterName: string;
  /** The file in which a context is looked up; `undefined`: the files that kubectl reads. */
  readonly kubeconfig: string | undefined;
  /** Folders to put after the PATH of shells; absent: those with the programs that Guiderail built. */
  readonly pathBehind?: readonly string[];
  /** How long a local cluster stays up. */
  readonly keeping: Keeping;
  readonly onProgress: OnProgress;
  /** If aborted, a cluster that is starting is removed, and a wait for an answer at the terminal ends. */
  readonly signal: AbortSignal | undefined;
}

/** Says that this machine cannot have the cluster, and why. */
export interface NoCluster {
  readonly noCluster: TargetError;
}

/** The facts about an origin's cluster that messages and later processes need. */
export interface OriginInfo {
  /** The cluster's name within a sentence: `the local cluster demo`, `context=kind-dev`. */
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
  /**
   * The place where the command of `command` works, as text to follow it in a sentence; empty: everywhere.
   */
  readonly commandPlace: string;
  /** One sentence that says what to do if the API server does not answer. */
  readonly unreachableHint: string;
  /**
   * The beginning of a sentence that says what to do if an image cannot be pulled; `undefined`: no advice.
   */
  readonly imageHint: string | undefined;
  /** The cluster, opened again; `undefined`: a local cluster that is down. */
  reopen(): Promise<Target | undefined>;
}
