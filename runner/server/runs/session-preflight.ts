import type { Guide, Step } from '../../../src/guide/model.ts';
import { whySkipped } from '../../../src/guide/needs.ts';
import { choicesWith, chosen, stepsOfPass } from '../../../src/guide/passes.ts';
import { formatProblem } from '../../../src/guide/problem.ts';
import type { Evidence, StepResult } from '../../../src/guide/result.ts';
import type { Target } from '../../cluster/target.ts';
import { CallError, TargetError } from '../../errors.ts';
import { type Leftover, preflight, preflightText } from '../../preflight/preflight.ts';

/**
 * Checks once, before the first step of a session, whether the cluster has what the guide needs. If something
 * is missing, no step runs. Objects that an earlier run left are no reason to stop: a reader whose runner was
 * started again continues in the middle of the guide. A step that fails because of such an object says so.
 */
export class SessionPreflight {
  #leftovers: readonly Leftover[] | undefined;

  /**
   * Throws a TargetError that names everything that is missing, or a CallError if the guide writes to
   * something that it does not declare. It checks again at the next call, until nothing is missing.
   */
  async check(guide: Guide, target: Target, step: Step): Promise<void> {
    if (this.#leftovers) return;
    const pass = stepsOfPass(guide, chosen(guide, choicesWith(step, {})));
    const steps = pass.filter((each) => whySkipped(each, target.versions) === undefined);
    const { missing, leftovers, undeclared } = await preflight(guide, target, steps);
    if (undeclared.length > 0) {
      const lines = undeclared.map(({ line, message }) =>
        formatProblem({ code: 'undeclared-write', file: guide.file, line, message }),
      );
      throw new CallError('guide-faults', `${lines.join('\n')}\nNothing was written.`);
    }
    if (missing.length > 0) throw new TargetError('not-fit', preflightText(missing));
    this.#leftovers = leftovers;
  }

  /** Adds a hint to the result of a step that did not pass, if objects of an earlier run were in its way. */
  explain(result: StepResult): StepResult {
    if (result.verdict !== 'differs' && result.verdict !== 'failed') return result;
    const met = (this.#leftovers ?? []).filter(({ object }) => object.step === result.step);
    if (met.length === 0) return result;
    const evidence = met.map(
      ({ object: { kind, name }, what, next }): Evidence => ({
        kind: 'left-over',
        subject: `${kind} ${name}`,
        sentence: `${what}: an earlier run left it.`,
        next,
      }),
    );
    const { next: _, ...rest } = result;
    return { ...rest, evidence: [...evidence, ...(result.evidence ?? [])] };
  }
}
