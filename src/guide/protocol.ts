/**
 * The HTTP API between the runner and a page, as JSON. Times are ISO 8601 strings in UTC, durations are
 * milliseconds, and all texts of events are redacted. `guide` is always the name of a guide, `step` the id of
 * a step, and `run` the id of a run.
 */
import type { RefusalCode } from './errors/catalogue.ts';
import type { TargetVersions } from './model.ts';
import type { CommandResult, StepResult } from './result.ts';

/**
 * Which steps a request runs: one step, all steps up to it, all steps from it on, or all steps. `check` runs
 * and judges only those commands of the step that read.
 */
export type RunMode = 'only' | 'to-here' | 'from-here' | 'all' | 'check';

/** The body of `POST /api/runs`. */
export interface RunRequest {
  readonly guide: string;
  readonly step: string;
  /** Hash of the step on the page. The runner refuses a request if its own step has another hash. */
  readonly hash: string;
  /**
   * A random text that identifies the request. A repetition of an accepted request gets the same answer and
   * runs nothing. A refused request can be sent again with the same key.
   */
  readonly key: string;
  readonly mode: RunMode;
  /** The value to take in each choice group. A group that is absent takes its first value. */
  readonly choices?: Readonly<Record<string, string>>;
}

/** The answer to `POST /api/runs`: the queued runs in their order, including that of the requested step. */
export interface RunAnswer {
  readonly runs: readonly { readonly run: string; readonly step: string }[];
}

/** The body of `POST /api/plan`, which asks what a `RunRequest` would run, and runs nothing. */
export type PlanRequest = Omit<RunRequest, 'key'>;

/** The answer to `POST /api/plan`. */
export interface PlanAnswer {
  /** The steps that the request is about, in page order. */
  readonly steps: readonly PlannedStep[];
}

export interface PlannedStep {
  readonly step: string;
  /** `holds`: the step has passed in this session and is not stale, so it does not run again. */
  readonly does: 'run' | 'holds' | 'skip';
  /** Why the step is skipped, as a part of a sentence. */
  readonly why?: string;
  /** The texts of its commands that delete something. */
  readonly destroys: readonly string[];
}

/** The answer to a request that the runner refused. */
export interface Refusal {
  readonly code: RefusalCode;
  /** What is wrong, where, and what to do. */
  readonly message: string;
}

/**
 * The answer to `GET /api/health`. This is the only route under `/api` that needs no token, so the answer
 * tells nothing about guides or the cluster.
 */
export interface Health {
  /** Version of Guiderail. */
  readonly guiderail: string;
  /** Whether the target is live, so that steps can run. */
  readonly ready: boolean;
}

/**
 * An event of `GET /api/events?after=N&guide=NAME`, one JSON object per line. `after`: the `seq` of the last
 * event that the page has. `guide`: leaves out events of other guides. Every stream begins with `hello`.
 */
export type RunnerEvent = {
  /** Grows from event to event, not always by 1. */
  readonly seq: number;
  readonly at: string;
} & (
  | HelloEvent
  | { readonly type: 'target'; readonly target: TargetState }
  | { readonly type: 'site'; readonly site: SiteState }
  | { readonly type: 'session'; readonly guide: string; readonly state: SessionState }
  | StaleEvent
  | RunEvent
  | TerminalEvent
  /** Sent when nothing happens for a while, to show that the connection works. */
  | { readonly type: 'beat' }
);

export interface HelloEvent {
  readonly type: 'hello';
  /**
   * Identifies the process of the runner. If it differs from before, the page must forget all earlier events.
   */
  readonly epoch: string;
  /** Version of Guiderail. */
  readonly version: string;
}

/** All stale steps of a guide. Replaces the last such event of the guide. */
export interface StaleEvent {
  readonly type: 'stale';
  readonly guide: string;
  /** Why each stale step is stale, in one sentence, by step. */
  readonly steps: Readonly<Record<string, string>>;
}

/** An event of a run. `command` is the 0-based position of a command in its step. */
export type RunEvent =
  | {
      readonly type: 'run-queued';
      readonly run: string;
      readonly guide: string;
      readonly step: string;
      readonly hash: string;
    }
  | { readonly type: 'run-started'; readonly run: string; readonly guide: string; readonly step: string }
  /** A command starts. From the second attempt on, its output so far is replaced. `attempt` counts from 1. */
  | {
      readonly type: 'command-started';
      readonly run: string;
      readonly command: number;
      readonly attempt: number;
    }
  /** The command printed `text`. `from`: how many characters this attempt had printed before. */
  | {
      readonly type: 'output';
      readonly run: string;
      readonly command: number;
      readonly from?: number;
      readonly text: string;
    }
  /**
   * The command has printed nothing for a while and reads the terminal. Its next output ends this state.
   * `hidden`: it hides typed text, such as a password.
   */
  | { readonly type: 'input-awaited'; readonly run: string; readonly command: number; readonly hidden?: true }
  | { readonly type: 'command-ended'; readonly run: string; readonly result: CommandResult }
  /** `result.commands` is empty: the `command-ended` events have these results. */
  | { readonly type: 'run-ended'; readonly run: string; readonly guide: string; readonly result: StepResult };

/** An event of the terminal of a guide's session. */
export type TerminalEvent =
  /**
   * The terminal shows `text`, with the control sequences that draw. `from`: how many characters it had shown
   * before. A page that has fewer characters has missed some, which the runner does not keep. Absent: the
   * page has missed none.
   */
  | { readonly type: 'terminal'; readonly guide: string; readonly from?: number; readonly text: string }
  /**
   * A line that the reader typed starts or ends. Steps wait for its end. `hidden`: the command hides typed
   * text, such as a password.
   */
  | { readonly type: 'typed'; readonly guide: string; readonly running: boolean; readonly hidden?: true };

/** The answer to `GET /api/state`: the state after all events up to `seq`. */
export interface RunnerState {
  /** Identifies the process of the runner. */
  readonly epoch: string;
  /** Version of Guiderail. */
  readonly version: string;
  /** The `seq` of the last event. */
  readonly seq: number;
  readonly target: TargetState;
  /** The state of each session, by guide. */
  readonly sessions: Readonly<Record<string, SessionState>>;
  /** Why each stale step is stale, in one sentence, by guide and step. */
  readonly stale: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The last result of each step, by guide and step. */
  readonly results: Readonly<Record<string, Readonly<Record<string, StepResult>>>>;
  /** Guides in whose terminal a typed line runs. */
  readonly typing: readonly string[];
  /** The runs that have not ended. */
  readonly runs: readonly {
    readonly run: string;
    readonly guide: string;
    readonly step: string;
    readonly state: 'queued' | 'running';
  }[];
}

/** The cluster that the sessions of the runner use. `name`: the name of the target. */
export type TargetState =
  /** There is no cluster, so pages show recordings. `why` says how to get a live cluster. */
  | { readonly phase: 'recorded'; readonly name: string; readonly why: string }
  /** The local cluster is being built or started. Pages show recordings and this progress. */
  | { readonly phase: 'preparing'; readonly name: string; readonly parts: readonly PartProgress[] }
  | { readonly phase: 'live'; readonly name: string; readonly versions: TargetVersions }
  /** The cluster could not be started or was lost. `why` is the message of the error. */
  | { readonly phase: 'broken'; readonly name: string; readonly why: string };

/** The progress of building or starting one part of the local cluster. */
export interface PartProgress {
  readonly part: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  /** Milliseconds since the part started. */
  readonly elapsedMs: number;
  /** Milliseconds that the part usually takes on 2 cores; 0 if that is unknown. */
  readonly usualMs: number;
  /** What the part is doing at this moment. */
  readonly note?: string;
}

/** The session of a guide. */
export type SessionState =
  | { readonly state: 'none' }
  | { readonly state: 'ready' }
  /** The shell died. `lost`: ids of the steps whose variables are lost with it. */
  | { readonly state: 'lost'; readonly lost: readonly string[]; readonly message: string };

/** The pages that the runner serves, and how the files below `content/` differ from them. */
export interface SiteState {
  /** The digest of the sources of each served page, by the address of the page. Absent: not known yet. */
  readonly pages?: Readonly<Record<string, string>>;
  /** Absent: the served pages are built from the files as they are now. */
  readonly pending?:
    | { readonly state: 'building'; readonly files: readonly string[] }
    /** The files have problems, so the pages stay as they are. A problem is a sentence with file and line. */
    | { readonly state: 'refused'; readonly problems: readonly string[] };
}
