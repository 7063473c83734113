import type { Guide, Step } from '../../src/guide/model.ts';
import { whySkipped } from '../../src/guide/needs.ts';
import { stepsOfPass } from '../../src/guide/passes.ts';
import type { PassOptions } from './pass-options.ts';

/** The steps that will run unless an earlier one does not pass. */
export function plannedSteps({ guide, target, choices, until }: PassOptions): Step[] {
  const last = lastOrdinal(guide, until);
  return stepsOfPass(guide, choices).filter(
    (step) =>
      (step.role === 'cleanup' || step.ordinal <= last) && whySkipped(step, target.versions) === undefined,
  );
}

/** The ordinal of the last step that runs, cleanup steps aside. */
export function lastOrdinal(guide: Guide, until: string | undefined): number {
  return guide.steps.find(({ id }) => id === until)?.ordinal ?? Number.POSITIVE_INFINITY;
}
