import type { Command } from '../../../src/guide/model.ts';
import type { CommandResult } from '../../../src/guide/result.ts';

/**
 * Why a command is not run. `skipped`: the step that sets its variable was skipped or did not pass. `failed`:
 * no other step is to blame, so the page is wrong.
 */
export interface Refusal {
  readonly verdict: 'skipped' | 'failed';
  readonly message: string;
  readonly next?: string;
}

/** The result of a command that was not run. `index`: its position in its step, from 0. */
export function refusedResult(
  { text, line }: Command,
  index: number,
  { verdict, message }: Refusal,
): CommandResult {
  return {
    command: index,
    text,
    line,
    verdict,
    output: '',
    attempts: 0,
    ms: 0,
    reasons: [{ code: 'not-run', detail: message }],
    sentences: [message],
  };
}
