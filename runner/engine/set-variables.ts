import type { Command, Guide, Step } from '../../src/guide/model.ts';
import type { TargetVersions } from '../../src/guide/protocol.ts';
import { nearestVariable, type VariableMaker, variableMakers } from '../../src/guide/variable-makers.ts';
import { variables } from '../../src/guide/variables.ts';
import { whySkipped } from './needs.ts';
import type { ShellState, Wanted } from './shell.ts';

/** Why a command is not run. `skipped`: a step that sets what it uses was skipped or did not pass. `failed`: nothing else has failed, so the page is wrong. */
export interface Refusal {
  readonly verdict: 'skipped' | 'failed';
  readonly message: string;
  readonly next?: string;
}

/**
 * Knows which variables the commands of a guide have set in one shell, and refuses commands whose variables have no value: with an empty variable,
 * `kubectl delete pods -n $NS` is another command than the page shows. A value that the shell got from its environment does not stand for one that a step
 * of the guide sets.
 */
export class SetVariables {
  readonly #names = new Set<string>();

  /** Notes that a command of the guide ran, `isSure` if it ended with the expected exit status; what it sets has no known value otherwise. */
  ran(text: string, isSure: boolean): void {
    for (const name of variables(text).sets) {
      if (isSure) this.#names.add(name);
      else this.#names.delete(name);
    }
  }

  /** The shell is gone, and its variables with it. */
  clear(): void {
    this.#names.clear();
  }

  /** The variables without whose values the command must not run. */
  wanted(command: Command, step: Step, guide: Guide): Wanted[] {
    const { needs } = variables(command.text);
    if (needs.size === 0) return [];
    const makers = makersBefore(guide, step, command);
    return [...needs].map((name) => ({ name, mayBeEmpty: makers.some(({ empties }) => empties.has(name)) }));
  }

  /** Why a command must not run in a shell of this state; `undefined` if it may. */
  whyNot(command: Command, step: Step, { guide, state, versions }: { guide: Guide; state: ShellState; versions: TargetVersions }): Refusal | undefined {
    const { needs } = variables(command.text);
    if (needs.size === 0) return undefined;
    const makers = makersBefore(guide, step, command);
    for (const name of needs) {
      const maker = makers.findLast(({ sets }) => sets.has(name));
      if (maker && !this.#names.has(name)) return unset(name, command, maker, versions);
    }
    const [name] = state.valueless;
    return name === undefined ? undefined : valueless(name, command, makers);
  }
}

/** The commands that stand before one on the page and set variables, in page order. */
function makersBefore(guide: Guide, step: Step, command: Command): VariableMaker[] {
  const steps = guide.steps.filter(({ ordinal }) => ordinal <= step.ordinal);
  return variableMakers(steps).filter(({ line }) => line < command.line);
}

function unset(name: string, { line }: Command, maker: VariableMaker, versions: TargetVersions): Refusal {
  const why = whySkipped(maker.step, versions);
  const what = `the step ${maker.step.id}, which sets it at line ${maker.line},`;
  return {
    verdict: 'skipped',
    message: `The command at line ${line} was not run because \`$${name}\` has no value: ${what} ${why === undefined ? 'has not passed in this session.' : `is skipped: ${why}`}`,
  };
}

function valueless(name: string, { line }: Command, makers: readonly VariableMaker[]): Refusal {
  const maker = makers.findLast(({ sets }) => sets.has(name));
  const notRun = `The command at line ${line} was not run because \`$${name}\` has no value`;
  const mayBeEmpty = `If it may be empty, write \`\${${name}-}\`.`;
  if (maker) {
    return {
      verdict: 'failed',
      message: `${notRun}, though line ${maker.line} sets it.`,
      next: `See what line ${maker.line} gives. A value that is set in a subshell or behind a pipe is lost. ${mayBeEmpty}`,
    };
  }
  const near = nearestVariable(name, makers);
  return {
    verdict: 'failed',
    message: `${notRun}: no step above sets it${near === undefined ? '' : `, but one sets \`$${near}\``}.`,
    next: near === undefined ? `Set it in a step above. ${mayBeEmpty}` : `Correct the name, or set \`$${name}\` in a step above. ${mayBeEmpty}`,
  };
}
