import type { Guide, Step, TargetVersions } from '../../src/guide/model.ts';
import type { Choices } from '../../src/guide/passes.ts';
import type { Report } from '../../src/guide/report.ts';
import type { StepResult } from '../../src/guide/result.ts';

export interface PassStart {
  readonly guide: Guide;
  /** The value taken in each choice group. */
  readonly choices: Choices;
  /** Name of the target. */
  readonly target: string;
  readonly versions: TargetVersions;
}

/** Listens to the events of a call of `test` and writes them in one format. It never changes the run. */
export interface Reporter {
  passStarted?(start: PassStart): void;
  stepStarted?(step: Step): void;
  stepEnded?(step: Step, result: StepResult): void;
  passEnded?(report: Report): void;
  /** Called once, after the last pass. */
  finished?(reports: readonly Report[]): void;
}

/** Makes a reporter that gives its text to `write`, piece by piece. */
export type MakeReporter = (write: (text: string) => void) => Reporter;
