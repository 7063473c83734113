import type { Step } from '../../src/guide/model.ts';
import type { Verdict } from '../../src/guide/outcome.ts';
import type { CommandResult, StepResult } from '../../src/guide/result.ts';
import { commandsNotRun } from './commands-not-run.ts';
import type { Why } from './explain-step.ts';

interface StepRunOptions {
  readonly step: Step;
  /** Id of the run. */
  readonly run: string;
  /** Whether only commands that read run. */
  readonly checkOnly: boolean;
}

/** One execution of one step: the results of its commands so far, and at the end the result of the step. */
export class StepRun {
  readonly step: Step;
  /** The start of the execution, in `performance.now()`. */
  readonly startedMs = performance.now();
  /** The results of the commands that have ended, or were refused. */
  readonly done: CommandResult[] = [];
  readonly #options: StepRunOptions;
  readonly #startedAt = new Date().toISOString();

  constructor(options: StepRunOptions) {
    this.#options = options;
    this.step = options.step;
  }

  /**
   * The verdict of the first command that did not pass. A skipped command counts only if all others passed.
   */
  get verdict(): Verdict {
    const bad = this.done.filter(({ verdict }) => verdict !== 'passed');
    return (bad.find(({ verdict }) => verdict !== 'skipped') ?? bad[0])?.verdict ?? 'passed';
  }

  end(verdict: Verdict, why: Why = {}): StepResult {
    const { run, checkOnly } = this.#options;
    const notRun = commandsNotRun(this.step, this.done, { checkOnly });
    return {
      run,
      step: this.step.id,
      verdict,
      ...(checkOnly && { checked: true }),
      startedAt: this.#startedAt,
      ms: Math.round(performance.now() - this.startedMs),
      ...why,
      commands: this.done,
      ...(notRun.length > 0 && { notRun }),
    };
  }
}
