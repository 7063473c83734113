import type { Comparison, Reason, Verdict } from './outcome.ts';

/** What one execution of one command showed. */
export interface CommandResult {
  /** 0-based position in its step. */
  readonly command: number;
  readonly text: string;
  /** 1-based line of the `$ ` in the guide file. */
  readonly line: number;
  readonly verdict: Verdict;
  /** Absent when the command did not end by itself. */
  readonly exit?: number;
  /** Sanitised and redacted: SGR colours are the only control sequences left. Of the last attempt. */
  readonly output: string;
  readonly attempts: number;
  /** It reads and did not match, but was not asked again: no further answer could match. */
  readonly hopeless?: true;
  readonly ms: number;
  readonly reasons: readonly Reason[];
  /** One sentence a reason, in the same order: `row …, column TYPE: the page says …`. */
  readonly sentences: readonly string[];
  readonly comparison?: Comparison;
}

/** A command of a step that was not run, because an earlier one did not pass. */
export interface CommandNotRun {
  readonly text: string;
  /** 1-based line of the `$ ` in the guide file. */
  readonly line: number;
}

/** What one run (one execution of one step) came to. */
export interface StepResult {
  readonly run: string;
  readonly step: string;
  readonly verdict: Verdict;
  /** Only what reads was run and judged. */
  readonly checked?: true;
  readonly startedAt: string;
  readonly ms: number;
  /** Why, in one sentence, unless it passed; what to do next where there is something to do. */
  readonly message?: string;
  /** Absent where `evidence` says it. */
  readonly next?: string;
  readonly commands: readonly CommandResult[];
  /** The commands after the last one that ran. They were not run because it did not pass. */
  readonly notRun?: readonly CommandNotRun[];
  /** What the cluster says of why it did not pass, the most telling first. Absent where it says nothing. */
  readonly evidence?: readonly Evidence[];
  /**
   * What it created, changed and deleted, controllers' own objects aside. Only sessions of a page ask for it.
   */
  readonly changes?: readonly Change[];
  /** The way its last request took. Only sessions of a page ask for it. */
  readonly path?: RequestPath;
}

/** One cause, found in the cluster, that a step did not pass. Redacted like output. */
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
    /** An object that the step makes was there before the session. */
    | 'left-over';
  /** `Pod web-7bd4f5c8b9-w2l7h in default`. */
  readonly subject: string;
  readonly sentence: string;
  /** Lines as the cluster has them: messages of events, the last lines of a log. */
  readonly detail?: readonly string[];
  /** What to do, in one sentence. */
  readonly next: string;
}

export interface Change {
  readonly op: 'created' | 'changed' | 'deleted';
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** Neither `namespaces` nor `creates` of the guide name it. */
  readonly undeclared?: true;
}

export type Hop = 'source' | 'sidecar' | 'service' | 'host';

/** The way of a request out of a pod, and what came back. */
export interface RequestPath {
  readonly source: { readonly pod: string; readonly namespace: string; readonly container: string };
  /** Whether Istio's proxy runs beside the source. */
  readonly sidecar: boolean;
  /** Absent where the request names a host that is no service of the cluster. */
  readonly service?: PathService;
  /** The host behind the service, or the host that the request names. */
  readonly host: string;
  /** The last hop that the request reached. */
  readonly reached: Hop;
  readonly answer:
    | { readonly kind: 'answered'; readonly status?: number; readonly envoyHeaders: readonly string[] }
    | {
        readonly kind: 'failed';
        readonly why: 'name' | 'connection' | 'time' | 'tls' | 'other';
        readonly text: string;
      };
}

export interface PathService {
  readonly name: string;
  readonly namespace: string;
  /** `ExternalName`, `ClusterIP`, … */
  readonly type: string;
  /** What stands behind it: another name, addresses that somebody wrote down, pods, or nothing. */
  readonly backing: 'alias' | 'addresses' | 'pods' | 'nothing';
  readonly addresses: readonly string[];
}
