import type { Refusal } from '../../src/guide/protocol.ts';

/** A refusal with the HTTP status it goes out with. */
export interface Refused {
  readonly status: 400 | 404 | 409;
  readonly refusal: Refusal;
}

export function refused(status: Refused['status'], code: Refusal['code'], message: string): Refused {
  return { status, refusal: { code, message } };
}

export function noGuide(name: string): Refused {
  return refused(404, 'unknown-guide', `There is no guide ${name}.`);
}

export const noRun = refused(404, 'unknown-run', 'This run is over or unknown.');
export const draining = refused(409, 'not-runnable', 'The runner is stopping and takes no more runs. Start it again.');
export const notLive = refused(409, 'not-live', 'There is no live cluster yet. The page turns live by itself when there is.');
export const nothingRuns = refused(409, 'not-runnable', 'No command runs at this moment.');
