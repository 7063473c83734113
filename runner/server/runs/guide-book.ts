import type { Guide, Step } from '../../../src/guide/model.ts';
import type { RunMode, SessionState } from '../../../src/guide/protocol.ts';
import type { StepResult } from '../../../src/guide/result.ts';
import type { Observer } from '../../observe/observer.ts';
import type { Session } from '../../session/session.ts';
import type { EventLog } from '../event-log.ts';
import { FirstLook } from './first-look.ts';
import { Staleness } from './staleness.ts';
import { TypedLine } from './typed-line.ts';

/** One run that was asked for. */
export interface QueuedRun {
  readonly run: string;
  readonly step: Step;
  readonly controller: AbortController;
  /** Runs of one request: when one does not pass, those after it are not made. */
  readonly request: string;
  readonly checkOnly: boolean;
}

/** All that the server knows of one guide: its session, what waits and runs there, and how that ended. */
export interface GuideBook {
  guide: Guide;
  /** The file was removed, so the guide takes no more requests. */
  removed: boolean;
  session: Session | undefined;
  observer: Observer | undefined;
  firstLook: FirstLook;
  state: SessionState;
  readonly queue: QueuedRun[];
  current: QueuedRun | undefined;
  working: Promise<void> | undefined;
  /** What the reader typed and the shell is at; runs wait for it. */
  readonly typed: TypedLine;
  /** Its session is being ended; nothing is queued meanwhile. */
  stopping: boolean;
  readonly results: Map<string, StepResult>;
  readonly staleness: Staleness;
}

export function newBook(guide: Guide, log: EventLog): GuideBook {
  return {
    guide,
    removed: false,
    session: undefined,
    observer: undefined,
    firstLook: new FirstLook(),
    state: { state: 'none' },
    queue: [],
    current: undefined,
    working: undefined,
    typed: new TypedLine({
      onRunning: (running, isHidden) =>
        log.append({ type: 'typed', guide: guide.name, running, ...(isHidden && { hidden: true }) }),
      onError: (message) => log.append({ type: 'terminal', guide: guide.name, text: `${message}\r\n` }),
    }),
    stopping: false,
    results: new Map(),
    staleness: new Staleness(),
  };
}

/**
 * The run that a click on one step already came to: another click while it waits or runs is the same wish.
 */
export function underWay(
  { current, queue }: GuideBook,
  { id, hash }: Step,
  mode: RunMode,
): QueuedRun | undefined {
  if (mode !== 'only' && mode !== 'check') return undefined;
  return [...(current ? [current] : []), ...queue].find(
    ({ step, checkOnly }) => step.id === id && step.hash === hash && checkOnly === (mode === 'check'),
  );
}

/** Something runs in its session, or will. */
export function isBusy({ working, typed }: GuideBook): boolean {
  return working !== undefined || typed.running;
}
