import type { TargetVersions } from './model.ts';
import type { Change, StepResult } from './result.ts';

/**
 * An object in which the cluster differs from what it was before the guide: one that was not there and is
 * there, or the other way round.
 */
export interface Leftover {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** It was there before, and is no more, or is being deleted. */
  readonly gone?: true;
  /** The step whose command made or deleted it, if that is known. */
  readonly step?: string;
  /**
   * If no command names it: the steps that ran in the second in which it appeared. A controller may have made
   * it. Creation times are whole seconds.
   */
  readonly during?: readonly string[];
  /**
   * The programs that wrote it, by the cluster's names: `kube-controller-manager`, `kubectl-create`. Absent
   * if a step's command made it.
   */
  readonly writers?: readonly string[];
  /** Its deletion was asked for, and waits for these. */
  readonly finalizers?: readonly string[];
}

/**
 * An object that a step writes, although the guide lists it neither in `namespaces` nor in `creates`. The
 * guide is wrong then.
 */
export interface UndeclaredWrite {
  readonly step: string;
  /** 1-based line of the command in the guide file. */
  readonly line: number;
  /** Empty if the command names no object, as in `kubectl delete pods --all`. */
  readonly changes: readonly Change[];
  /** What is wrong and what to do. */
  readonly message: string;
}

/** One pass through one guide: what `test` makes and reporters print. */
export interface Report {
  readonly guide: string;
  readonly file: string;
  readonly title: string;
  readonly target: string;
  readonly versions: TargetVersions;
  /** The value taken in each choice group. */
  readonly choices: Readonly<Record<string, string>>;
  readonly startedAt: string;
  readonly ms: number;
  readonly steps: readonly StepResult[];
  /** Ids of those of them that clean up. */
  readonly cleanup?: readonly string[];
  readonly leftovers: readonly Leftover[];
  /**
   * Absent if there are no such writes. If the report has no steps, the texts of the commands already show
   * the writes, and nothing was run.
   */
  readonly undeclared?: readonly UndeclaredWrite[];
  /** The runner or the cluster broke: nothing is said about the page. */
  readonly error?: string;
}

/** The last verified real output of each step; `GUIDE.recording.json` beside the guide. */
export interface Recording {
  readonly guide: string;
  readonly recordedAt: string;
  readonly versions: TargetVersions;
  readonly steps: Readonly<Record<string, RecordedStep>>;
}

export interface RecordedStep {
  /** The step's hash when it was recorded: another hash now means that the page changed since. */
  readonly hash: string;
  readonly ms: number;
  readonly commands: readonly { readonly output: string; readonly exit: number; readonly ms: number }[];
}
