import type { Guide } from '../../../src/guide/model.ts';
import type { StepResult } from '../../../src/guide/result.ts';
import { messageOf, NotOursError, ReplacedError } from '../../errors.ts';
import { DiskError } from '../../io/disk-error.ts';
import type { EventLog } from '../event-log.ts';
import type { GuideResults } from './guide-results.ts';
import type { GuideSession } from './guide-session.ts';
import { type Journal, journalGuide } from './journal/journal.ts';
import { runListener } from './run-listener.ts';
import type { QueuedRun } from './run-queue.ts';

export interface RunParts {
  readonly guide: Guide;
  readonly session: GuideSession;
  readonly results: GuideResults;
  readonly log: EventLog;
  readonly journal: Journal;
}

/** Makes one run and returns its result: `errored` if the runner or the cluster broke. Never rejects. */
export async function makeRun(queued: QueuedRun, parts: RunParts): Promise<StepResult> {
  const { guide, session, results, log, journal } = parts;
  const { run, step } = queued;
  log.append({ type: 'run-started', run, guide: guide.name, step: step.id });
  const startedAt = new Date().toISOString();
  try {
    journal.started({ run, ...journalGuide(guide), step: step.id, hash: step.hash, at: startedAt });
    return await session.open().run(queued, runListener(log, run));
  } catch (error) {
    if (error instanceof ReplacedError)
      results.lose([...session.passed], 'The cluster was replaced by another one.');
    return { run, step: step.id, verdict: 'errored', startedAt, ms: 0, ...reasonOf(error), commands: [] };
  }
}

function reasonOf(error: unknown): Pick<StepResult, 'message' | 'next'> {
  if (error instanceof NotOursError)
    return { message: `${error.message} No command of this step was run.`, next: error.next };
  return { message: messageOf(error), ...(error instanceof DiskError && { next: error.next }) };
}
