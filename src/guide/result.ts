/**
 * The result of a run: one execution of one step. Pages show it, and reports consist of it. Plain JSON data;
 * times are ISO 8601 strings in UTC, and all texts are redacted: secrets are masked.
 */
import type { Comparison, Reason, Verdict } from './outcome.ts';

/** The result of one command, from all its attempts. */
export interface CommandResult {
  /** 0-based position of the command in its step. */
  readonly command: number;
  /** The text that bash ran. */
  readonly text: string;
  /** 1-based line of the `$ ` in the guide file. */
  readonly line: number;
  readonly verdict: Verdict;
  /** The exit status of the last attempt; absent if the command did not end by itself. */
  readonly exit?: number;
  /** Output of the last attempt. SGR colours are its only control sequences. */
  readonly output: string;
  /** How often the command was run; 0 if it was not. */
  readonly attempts: number;
  /** The command only reads and did not match, but was not repeated, because no repetition could match. */
  readonly hopeless?: true;
  /** Milliseconds for all attempts and the pauses between them. */
  readonly ms: number;
  /** Why the command did not pass; empty if it passed. */
  readonly reasons: readonly Reason[];
  /** One sentence for each reason, in the same order, such as `row …, column TYPE: the page says …`. */
  readonly sentences: readonly string[];
  /** The page and the output side by side; absent if the command passed or nothing was compared. */
  readonly comparison?: Comparison;
}

/** A command of a step that was not run, because an earlier command of the step did not pass. */
export interface CommandNotRun {
  readonly text: string;
  /** 1-based line of the `$ ` in the guide file. */
  readonly line: number;
}

/** The result of one run: one execution of one step. */
export interface StepResult {
  /** Id of the run. */
  readonly run: string;
  /** Id of the step. */
  readonly step: string;
  readonly verdict: Verdict;
  /** The run mode was `check`: only the commands that read were run and judged. */
  readonly checked?: true;
  readonly startedAt: string;
  /** Milliseconds. */
  readonly ms: number;
  /** One sentence that says why the step did not pass; absent if it passed. */
  readonly message?: string;
  /** What to do next, in one sentence; absent if `evidence` says it or nothing can be done. */
  readonly next?: string;
  /** The results of the commands in page order, up to the first that did not pass. */
  readonly commands: readonly CommandResult[];
  /** The commands after the last of `commands`. They were not run, because that command did not pass. */
  readonly notRun?: readonly CommandNotRun[];
  /** Causes that the cluster gives for the failure, the most important first; absent if it gives none. */
  readonly evidence?: readonly Evidence[];
  /**
   * The objects that the step created, changed and deleted, without those that controllers made. Only
   * sessions of a page collect them.
   */
  readonly changes?: readonly Change[];
  /** The path of the step's last request. Only sessions of a page collect it. */
  readonly path?: RequestPath;
}

/** A cause, found in the cluster, why a step did not pass. */
export interface Evidence {
  readonly kind:
    | 'cluster-unreachable'
    | 'missing-kind'
    | 'unschedulable'
    | 'image'
    | 'crash'
    | 'container'
    | 'not-ready'
    | 'starting'
    | 'warning'
    | 'istiod'
    | 'sidecar'
    | 'unresolved-host'
    /** An object that the step creates existed before the session. */
    | 'left-over';
  /** The object that the cause is about, such as `Pod web-7bd4f5c8b9-w2l7h in default`. */
  readonly subject: string;
  /** The cause, in one sentence. */
  readonly sentence: string;
  /** Lines from the cluster as they are: messages of events, or the last lines of a log. */
  readonly detail?: readonly string[];
  /** What to do, in one sentence. */
  readonly next: string;
}

/** An object that a step created, changed or deleted. */
export interface Change {
  readonly op: 'created' | 'changed' | 'deleted';
  readonly kind: string;
  /** Absent for an object outside all namespaces. */
  readonly namespace?: string;
  readonly name: string;
  /** The guide names the object neither in `namespaces` nor in `creates`. */
  readonly undeclared?: true;
}

/** A station on the path of a request. */
export type Hop = 'source' | 'sidecar' | 'service' | 'host';

/** The path of a request out of a pod, and the answer. */
export interface RequestPath {
  /** The container that sent the request. */
  readonly source: { readonly pod: string; readonly namespace: string; readonly container: string };
  /** Whether the pod of the source has a sidecar: Istio's proxy. */
  readonly sidecar: boolean;
  /** Absent if the request names a host that is not a service of the cluster. */
  readonly service?: PathService;
  /** The host behind the service, or the host that the request names. */
  readonly host: string;
  /** The last hop that the request reached. */
  readonly reached: Hop;
  readonly answer: RequestAnswer;
}

export type RequestAnswer =
  /** `status`: the HTTP status. `envoyHeaders`: the headers of the answer that Istio's proxy added. */
  | { readonly kind: 'answered'; readonly status?: number; readonly envoyHeaders: readonly string[] }
  /** `why`: the phase that failed. `text`: the message of the program that sent the request. */
  | {
      readonly kind: 'failed';
      readonly why: 'name' | 'connection' | 'time' | 'tls' | 'other';
      readonly text: string;
    };

/** The service on the path of a request. */
export interface PathService {
  readonly name: string;
  readonly namespace: string;
  /** The type of the service, such as `ExternalName` or `ClusterIP`. */
  readonly type: string;
  /** What the service leads to: another name, addresses written by hand, pods, or nothing. */
  readonly backing: 'alias' | 'addresses' | 'pods' | 'nothing';
  readonly addresses: readonly string[];
}
