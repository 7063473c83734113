import type { Report } from '../../../src/guide/report.ts';
import { CallError, type ExitStatus, exitStatus } from '../../errors.ts';
import { butCleanup, exitStatusOf, isUndeclared } from '../../report/exit-status.ts';

export interface TestEnd {
  readonly reports: readonly Report[];
  /** Whether the user stopped the program. */
  readonly isStopped: boolean;
  /** The id of `--step`. */
  readonly step: string | undefined;
}

/** The exit status of `test`. A call that the user stopped has not passed, whatever its reports say. */
export function testStatus({ reports, isStopped, step }: TestEnd): ExitStatus {
  const status = isStepSkipped(reports, step) ? exitStatus.wrongCall : exitStatusOf(reports);
  const saysNothing = status === exitStatus.passed || status === exitStatus.wrongCall;
  return isStopped && saysNothing ? exitStatus.notPassed : status;
}

/**
 * Whether everything that ran passed, but the step of `--step` was skipped: the steps before it prove nothing
 * about it.
 */
function isStepSkipped(reports: readonly Report[], wanted: string | undefined): boolean {
  if (wanted === undefined || reports.length === 0) return false;
  if (exitStatusOf(reports) !== exitStatus.passed) return false;
  return reports.every(({ steps }) =>
    steps.every(({ step, verdict }) => step !== wanted || verdict === 'skipped'),
  );
}

/** Why `wrongCall` is the status: nothing was run. `undefined` if the reports themselves say why. */
export function nothingRan(reports: readonly Report[], wanted: string | undefined): CallError | undefined {
  if (reports.some(isUndeclared)) return undefined;
  const reasons = reports.flatMap(({ file, steps }) =>
    steps
      .filter(({ step, verdict }) => verdict === 'skipped' && (wanted ?? step) === step)
      .map(({ step, message }) => `  ${file}: ${step}: ${message}`),
  );
  const what =
    wanted === undefined ? `Each step${butCleanup(reports)} was skipped` : `The step ${wanted} was skipped`;
  return new CallError(
    'nothing-ran',
    `${what}, so nothing was compared with the page:\n${[...new Set(reasons)].join('\n')}`,
  );
}
