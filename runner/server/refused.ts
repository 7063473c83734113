import type { Refusal } from '../../src/guide/protocol.ts';
import type { Typed } from '../shell/input/type-text.ts';

/** A refusal with the HTTP status it goes out with. */
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

export const noRun = refused(404, 'unknown-run', 'This run is over or unknown.');
export const draining = refused(
  409,
  'not-runnable',
  'The runner is stopping and takes no more runs. Start it again.',
);
export const notLive = refused(
  409,
  'not-live',
  'There is no live cluster yet. The page turns live by itself when there is.',
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
