/**
 * What crosses the door between runner and page, and what reports and recordings are made of.
 * Plain JSON data. Times are ISO 8601 strings, durations milliseconds.
 */

import type { RefusalCode } from './errors/catalogue.ts';
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

export interface TargetVersions {
  readonly kubernetes?: string;
  readonly istio?: string;
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

export interface PartProgress {
  readonly part: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly elapsedMs: number;
  readonly usualMs: number;
  readonly note?: string;
}

/** What the runner's sessions run on, as the page shows it. */
export type TargetState =
  /** No cluster; `why` says how to get a live one. Pages show recordings. */
  | { readonly phase: 'recorded'; readonly name: string; readonly why: string }
  /** The local cluster is being built or started. Pages show recordings and this progress. */
  | { readonly phase: 'preparing'; readonly name: string; readonly parts: readonly PartProgress[] }
  | { readonly phase: 'live'; readonly name: string; readonly versions: TargetVersions }
  | { readonly phase: 'broken'; readonly name: string; readonly why: string };

/** `check`: of this step only the commands that read are run and judged. */
export type RunMode = 'only' | 'to-here' | 'from-here' | 'all' | 'check';

/**
 * `POST /api/runs`. `key` makes a repeated request harmless: once accepted, the same key gets the same
 * answer. A refused request may be sent again with its key.
 */
export interface RunRequest {
  readonly guide: string;
  readonly step: string;
  readonly hash: string;
  readonly key: string;
  readonly mode: RunMode;
  /** The value taken in each choice group by `to-here` and `all`; first value where absent. */
  readonly choices?: Readonly<Record<string, string>>;
}

/** `POST /api/plan`: what a request would run, without running it. */
export type PlanRequest = Omit<RunRequest, 'key'>;

/** In page order: every step of the pass up to (or from) the asked-for one. */
export interface PlanAnswer {
  readonly steps: readonly PlannedStep[];
}

export interface PlannedStep {
  readonly step: string;
  /** `holds`: it passed in this session and nothing changed since, so it is not run again. */
  readonly does: 'run' | 'holds' | 'skip';
  /** Why it is skipped. */
  readonly why?: string;
  /** Commands of it that delete something. */
  readonly destroys: readonly string[];
}

/** The answer: the runs in the order they will be made, the asked-for step's among them. */
export interface RunAnswer {
  readonly runs: readonly { readonly run: string; readonly step: string }[];
}

/** Any refusal: one sentence (what, where, what to do) and a stable code. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
}

/**
 * `GET /api/events?after=N&guide=NAME`: one JSON object a line; with a guide, other guides' events are left
 * out. `seq` grows by at least 1. Every stream begins with `hello`; another `epoch` there than before says
 * that the runner was restarted: forget everything.
 */
export type RunnerEvent = { readonly seq: number; readonly at: string } & (
  | { readonly type: 'hello'; readonly epoch: string; readonly version: string }
  | { readonly type: 'target'; readonly target: TargetState }
  | { readonly type: 'session'; readonly guide: string; readonly state: SessionState }
  /** All stale steps of a guide, each with its sentence; replaces the last such event. */
  | { readonly type: 'stale'; readonly guide: string; readonly steps: Readonly<Record<string, string>> }
  /**
   * A file below `content/` was saved, moved or removed; the event has the new state of the site, and
   * replaces the last such event.
   */
  | { readonly type: 'site'; readonly site: SiteState }
  | {
      readonly type: 'run-queued';
      readonly run: string;
      readonly guide: string;
      readonly step: string;
      readonly hash: string;
    }
  | { readonly type: 'run-started'; readonly run: string; readonly guide: string; readonly step: string }
  /** A command starts, or is asked again: its output so far is replaced. */
  | {
      readonly type: 'command-started';
      readonly run: string;
      readonly command: number;
      readonly attempt: number;
    }
  /** `from`: how many characters this attempt had printed before. */
  | {
      readonly type: 'output';
      readonly run: string;
      readonly command: number;
      readonly from?: number;
      readonly text: string;
    }
  /**
   * The command has been silent for a while and reads the terminal. Whatever it prints next ends that.
   * `hidden`: it hides what is typed, such as a password.
   */
  | { readonly type: 'input-awaited'; readonly run: string; readonly command: number; readonly hidden?: true }
  | { readonly type: 'command-ended'; readonly run: string; readonly result: CommandResult }
  /** `result.commands` is empty here: each came with its `command-ended`. */
  | { readonly type: 'run-ended'; readonly run: string; readonly guide: string; readonly result: StepResult }
  /**
   * The session's terminal shows more: of steps and of what was typed. Control sequences that draw are left
   * in. `from`: how many characters it had shown before; a page that got fewer has missed what is not kept
   * any more. Absent: all that it got.
   */
  | { readonly type: 'terminal'; readonly guide: string; readonly from?: number; readonly text: string }
  /**
   * A line that the reader typed in the terminal began or ended; steps wait for its end. `hidden`: the
   * command hides typed text, such as a password.
   */
  | { readonly type: 'typed'; readonly guide: string; readonly running: boolean; readonly hidden?: true }
  /** Nothing happened for a while: the connection is alive. */
  | { readonly type: 'beat' }
);

/** The pages that the runner serves, and how the files below `content/` differ from them. */
export interface SiteState {
  /** The digest of the sources of each served page, by the page's address. Absent: not known yet. */
  readonly pages?: Readonly<Record<string, string>>;
  /** Absent: the served pages are built from the files as they are now. */
  readonly pending?:
    | { readonly state: 'building'; readonly files: readonly string[] }
    /** The files have problems, so the pages stay as they are. A problem is a sentence with file and line. */
    | { readonly state: 'refused'; readonly problems: readonly string[] };
}

export type SessionState =
  | { readonly state: 'none' }
  | { readonly state: 'ready' }
  /** The shell died; `lost` are ids of the steps whose exports are gone. */
  | { readonly state: 'lost'; readonly lost: readonly string[]; readonly message: string };

/** `GET /api/state`. */
export interface RunnerState {
  readonly epoch: string;
  readonly version: string;
  readonly seq: number;
  readonly target: TargetState;
  readonly sessions: Readonly<Record<string, SessionState>>;
  /** Why each stale step is stale, by guide and step. */
  readonly stale: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The last result of each step, by guide and step. */
  readonly results: Readonly<Record<string, Readonly<Record<string, StepResult>>>>;
  /** Guides in whose terminal a typed line runs. */
  readonly typing: readonly string[];
  readonly runs: readonly {
    readonly run: string;
    readonly guide: string;
    readonly step: string;
    readonly state: 'queued' | 'running';
  }[];
}

/** `GET /api/health`: needs no token, says no more than this. */
export interface Health {
  readonly guiderail: string;
  readonly ready: boolean;
}
