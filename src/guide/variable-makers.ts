import type { Step } from './model.ts';
import { nearestKey } from './options.ts';
import { type Variables, variables } from './variables.ts';

/** A command of a guide that sets variables, with its step. */
export interface VariableMaker extends Variables {
  readonly step: Step;
  /** 1-based line of the command. */
  readonly line: number;
}

/** In page order. */
export function variableMakers(steps: readonly Step[]): VariableMaker[] {
  return steps
    .flatMap((step) => step.commands.map(({ text, line }): VariableMaker => ({ ...variables(text), step, line })))
    .filter(({ sets }) => sets.size > 0);
}

/** A variable that is set and has nearly this name. */
export function nearestVariable(name: string, makers: readonly VariableMaker[]): string | undefined {
  return nearestKey(name, [...new Set(makers.flatMap(({ sets }) => [...sets]))]);
}
