import type { Report } from '../../src/guide/protocol.ts';
import { type ExitStatus, exitStatus } from '../errors.ts';
import { isGood } from './reporter.ts';

/** The worst that can be said of the reports, in the order: broken, not passed, leftovers, nothing that was run. */
export function exitStatusOf(reports: readonly Report[]): ExitStatus {
  const steps = reports.flatMap((report) => report.steps);
  if (reports.some(({ error }) => error !== undefined) || steps.some(({ verdict }) => verdict === 'errored')) return exitStatus.broken;
  if (!reports.every(hasPassed)) return exitStatus.notPassed;
  if (reports.some(({ leftovers }) => leftovers.length > 0)) return exitStatus.leftovers;
  return reports.some(hasRun) || reports.length === 0 ? exitStatus.passed : exitStatus.wrongCall;
}

/** Whether anything of the page was run: cleanup is, also where every other step was skipped. */
export function hasRun({ steps, cleanup = [] }: Report): boolean {
  const others = steps.filter(({ step }) => !cleanup.includes(step));
  return (others.length > 0 ? others : steps).some(({ verdict }) => verdict !== 'skipped');
}

/** A cleanup that could not remove something is told by what is left. */
function hasPassed({ steps, cleanup = [], leftovers }: Report): boolean {
  return steps.every((step) => isGood(step) || (leftovers.some(({ gone }) => !gone) && step.verdict === 'timed-out' && cleanup.includes(step.step)));
}

/** ` but cleanup`, where there is one. */
export function butCleanup(reports: readonly Report[]): string {
  return reports.some(({ cleanup = [] }) => cleanup.length > 0) ? ' but cleanup' : '';
}
