/**
 * What crosses the door between runner and page, and what reports and recordings are made of.
 * Plain JSON data. Times are ISO 8601 strings, durations milliseconds.
 */

import type { RefusalCode } from './errors/catalogue.ts';
import type { TargetVersions } from './model.ts';
import type { CommandResult, StepResult } from './result.ts';

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
