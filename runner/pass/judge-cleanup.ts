import type { Guide, Step } from '../../src/guide/model.ts';
import type { StepResult } from '../../src/guide/result.ts';

interface Before {
  /** The results of the steps before the cleanup step. */
  readonly results: readonly StepResult[];
  /** The ordinal of the last step that was planned, cleanup steps aside. */
  readonly last: number;
  /** Whether the pass was stopped. */
  readonly stopped: boolean;
}

/**
 * The result of a cleanup step. If the objects that it deletes may not have been made, a failure says nothing
 * about the page, so the step counts as skipped. Commands that were not run are reported all the same: the
 * objects that they delete may be left.
 */
export function judgedCleanup(step: Step, result: StepResult, guide: Guide, before: Before): StepResult {
  if (result.verdict !== 'failed' && result.verdict !== 'differs') return result;
  const unsure = whyUnsure(step, guide, before);
  if (unsure === undefined) return result;
  const refused = result.commands.filter(({ attempts }) => attempts === 0);
  const message = refused.length > 0 ? result.message : `ran, but is not judged: ${unsure}`;
  return {
    ...result,
    verdict: 'skipped',
    ...(message !== undefined && { message }),
    commands: refused.map((command) => ({ ...command, verdict: 'skipped' })),
  };
}

/**
 * Why the objects that a cleanup step deletes may not have been made; `undefined` if they should be there.
 */
function whyUnsure(step: Step, guide: Guide, { results, last, stopped }: Before): string | undefined {
  const bad = results.find(({ verdict }) => verdict !== 'passed' && verdict !== 'skipped');
  if (bad) return `${bad.step} did not pass`;
  if (stopped) return 'the run was stopped';
  const isLeftOut = guide.steps.some(
    ({ ordinal, role }) => role !== 'cleanup' && ordinal > last && ordinal < step.ordinal,
  );
  return isLeftOut ? 'steps before it were left out' : undefined;
}
