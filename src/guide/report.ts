/**
 * The report of a pass through a guide, and the recording of real outputs. Plain JSON data; times are ISO
 * 8601 strings in UTC, and all texts are redacted.
 */
import type { TargetVersions } from './model.ts';
import type { Change, StepResult } from './result.ts';

/** One pass through one guide: the result of `test`, which reporters print. */
export interface Report {
  /** Name of the guide. */
  readonly guide: string;
  /** The guide file as it was given. */
  readonly file: string;
  readonly title: string;
  /** Name of the target. */
  readonly target: string;
  readonly versions: TargetVersions;
  /** The value taken in each choice group. */
  readonly choices: Readonly<Record<string, string>>;
  readonly startedAt: string;
  /** Milliseconds. */
  readonly ms: number;
  /** In page order. */
  readonly steps: readonly StepResult[];
  /** Ids of the steps in `steps` that have `role=cleanup`. */
  readonly cleanup?: readonly string[];
  /** What differs in the cluster after the pass, cleanup included. */
  readonly leftovers: readonly Leftover[];
  /**
   * Writes that the guide does not declare; absent if there are none. If `steps` is empty, the texts of the
   * commands already show these writes, and nothing was run.
   */
  readonly undeclared?: readonly UndeclaredWrite[];
  /** Why the guide could not run to its end. It is not a mistake of the page. */
  readonly error?: string;
}

/** An object that exists after a guide but not before, or before but not after. */
export interface Leftover {
  readonly kind: string;
  /** Absent for an object outside all namespaces. */
  readonly namespace?: string;
  readonly name: string;
  /** The object existed before the guide, and is deleted or being deleted. */
  readonly gone?: true;
  /** Id of the step whose command created or deleted the object, if a command names it. */
  readonly step?: string;
  /**
   * If no command names the object: ids of the steps that ran in the second of its creation. A controller may
   * have created it. Kubernetes stores creation times in whole seconds.
   */
  readonly during?: readonly string[];
  /**
   * The programs that wrote the object, by their names in the cluster (field managers), such as
   * `kube-controller-manager` or `kubectl-create`. Absent if a command of a step created it.
   */
  readonly writers?: readonly string[];
  /**
   * The finalizers that the object still has, so Kubernetes keeps it although somebody requested its deletion.
   * Absent if nobody requested it.
   */
  readonly finalizers?: readonly string[];
}

/**
 * A write to an object that the guide lists neither in `namespaces` nor in `creates`: a problem of the guide.
 */
export interface UndeclaredWrite {
  /** Id of the step. */
  readonly step: string;
  /** 1-based line of the command in the guide file. */
  readonly line: number;
  /** Empty if the command names no object, as in `kubectl delete pods --all`. */
  readonly changes: readonly Change[];
  /** What is wrong, and what to do. */
  readonly message: string;
}

/** The last verified real output of each step: the file `GUIDE.recording.json` beside the guide. */
export interface Recording {
  /** Name of the guide. */
  readonly guide: string;
  readonly recordedAt: string;
  /** Versions of the target that the outputs come from. */
  readonly versions: TargetVersions;
  /** The recorded steps, by id. */
  readonly steps: Readonly<Record<string, RecordedStep>>;
}

export interface RecordedStep {
  /** Hash of the step when it was recorded. If the step has another hash, the page was changed since. */
  readonly hash: string;
  /** Milliseconds. */
  readonly ms: number;
  /** In page order. `exit`: the exit status. `ms`: milliseconds. */
  readonly commands: readonly { readonly output: string; readonly exit: number; readonly ms: number }[];
}
