import type { Step } from '../../src/guide/model.ts';
import type { Refusal } from '../../src/guide/protocol.ts';
import { sessionsAtMost } from '../limits.ts';
import type { Typed } from '../shell/execution/type-text.ts';

/** A refusal with the HTTP status of its answer. */
export interface Refused {
  readonly status: 400 | 404 | 409;
  readonly refusal: Refusal;
}

export function refused(status: Refused['status'], code: Refusal['code'], message: string): Refused {
  return { status, refusal: { code, message } };
}

export function noGuide(name: string): Refused {
  return refused(
    404,
    'unknown-guide',
    `There is no guide ${name}. If it was renamed or removed, reload the page.`,
  );
}

export function noStep(id: string): Refused {
  return refused(404, 'unknown-step', `The guide has no step ${id}. Reload the page.`);
}

export function stepBusy({ ordinal }: Step): Refused {
  return refused(409, 'busy', `Step ${ordinal} is under way. The line was not run.`);
}

/** `why`: why bash would read more lines before it runs the command. */
export function unfinished(why: string): Refused {
  return refused(409, 'unfinished', `The command goes on: ${why}.`);
}

/** `which`: what the reader should know to choose a session that can be ended. */
export function tooManySessions(which: string): Refused {
  return refused(
    409,
    'sessions',
    `${sessionsAtMost} sessions are open, the most that one runner can have. End one with "Reset ` +
      `session" on its page: ${which}.`,
  );
}

export const staleHash = refused(
  409,
  'stale-hash',
  'The guide has changed since this page was loaded. Reload the page.',
);
export const keyUsed = refused(409, 'bad-request', 'This key was used for another request. Use a new key.');
export const noRun = refused(404, 'unknown-run', 'This run is over or unknown.');
export const lineBusy = refused(409, 'busy', 'Another command is under way. The line was not run.');
export const ending = refused(409, 'not-runnable', 'The session is being ended. Try again in a moment.');
export const nothingLeft = refused(
  409,
  'not-runnable',
  'There is nothing left to run: each step has passed or is queued already.',
);
export const draining = refused(
  409,
  'not-runnable',
  'The runner is stopping and takes no more runs. Start it again.',
);
export const notLive = refused(
  409,
  'not-live',
  'There is no live cluster yet. The page turns live by itself as soon as there is one.',
);
const nothingRuns = refused(409, 'not-runnable', 'No command runs at this moment.');
const inputFull = refused(
  409,
  'input-full',
  'The command has not read what was typed before. This text was not sent. Send it again later.',
);

/** The refusal for text that was not written to a command; `undefined` if it was. */
export function refusedInput(typed: Typed): Refused | undefined {
  switch (typed) {
    case 'written':
      return undefined;
    case 'nothing-runs':
      return nothingRuns;
    case 'full':
      return inputFull;
  }
}
