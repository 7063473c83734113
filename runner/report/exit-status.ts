import type { Report } from '../../src/guide/report.ts';
import { type ExitStatus, exitStatus } from '../errors.ts';
import { isGood } from './step-outcome.ts';

/**
 * The exit status of the worst report. The order is: broken, not passed, undeclared writes, leftovers,
 * nothing run.
 */
export function exitStatusOf(reports: readonly Report[]): ExitStatus {
  const steps = reports.flatMap((report) => report.steps);
  if (reports.some(({ error }) => error !== undefined) || steps.some(({ verdict }) => verdict === 'errored'))
    return exitStatus.broken;
  if (!reports.every(hasPassed)) return exitStatus.notPassed;
  if (reports.some(isUndeclared)) return exitStatus.wrongCall;
  if (reports.some(({ leftovers }) => leftovers.length > 0)) return exitStatus.leftovers;
  return reports.some(hasRun) || reports.length === 0 ? exitStatus.passed : exitStatus.wrongCall;
}

/** Whether the guide writes to something that it does not declare, so that the guide is wrong. */
export function isUndeclared({ undeclared = [] }: Report): boolean {
  return undeclared.length > 0;
}

/** Whether a step was run. Cleanup steps do not count, since they run even if all others are skipped. */
export function hasRun({ steps, cleanup = [] }: Report): boolean {
  const others = steps.filter(({ step }) => !cleanup.includes(step));
  return (others.length > 0 ? others : steps).some(({ verdict }) => verdict !== 'skipped');
}

/**
 * Whether all steps passed or were skipped. A cleanup step that timed out counts as passed if objects are
 * left: the leftovers say then what is wrong.
 */
function hasPassed({ steps, cleanup = [], leftovers }: Report): boolean {
  return steps.every(
    (step) =>
      isGood(step) ||
      (leftovers.some(({ gone }) => !gone) && step.verdict === 'timed-out' && cleanup.includes(step.step)),
  );
}

/** ` but cleanup` if a report has cleanup steps, else nothing: the end of `Each step`. */
export function butCleanup(reports: readonly Report[]): string {
  return reports.some(({ cleanup = [] }) => cleanup.length > 0) ? ' but cleanup' : '';
}
