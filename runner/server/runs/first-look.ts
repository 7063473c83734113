import type { Guide, Step } from '../../../src/guide/model.ts';
import { whySkipped } from '../../../src/guide/needs.ts';
import { chosen, stepsOfPass } from '../../../src/guide/passes.ts';
import { formatProblem } from '../../../src/guide/problem.ts';
import type { Evidence, StepResult } from '../../../src/guide/result.ts';
import type { Target } from '../../cluster/target.ts';
import { CallError, TargetError } from '../../errors.ts';
import { type Leftover, preflight, preflightText } from '../../preflight/preflight.ts';

/**
 * Looks once, before the first step of a session, at what the guide needs. What is missing stops it. What an
 * earlier run left does not: a reader whose runner was started again goes on in the middle of the guide; the
 * step that finds it there already says so.
 */
export class FirstLook {
  #leftovers: readonly Leftover[] | undefined;

  /**
   * Throws a TargetError that names all that is missing, or a CallError if the guide writes to what it does
   * not declare; asked again until nothing is.
   */
  async look(guide: Guide, target: Target, step: Step): Promise<void> {
    if (this.#leftovers) return;
    const taken = chosen(guide, step.choice ? { [step.choice.group]: step.choice.value } : {});
    const steps = stepsOfPass(guide, taken).filter((each) => whySkipped(each, target.versions) === undefined);
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

  /** The result of a step that did not pass, with what of an earlier run it met. */
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
