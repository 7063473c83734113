import type { Step } from '../model.ts';
import { type Variables, variables } from './variables.ts';

/** The variables that a command of a guide sets, uses and needs. */
export interface CommandVariables extends Variables {
  readonly step: Step;
  /** 1-based line of the command in the guide file. */
  readonly line: number;
}

/** The variables of each command, in page order. */
export function commandVariables(steps: readonly Step[]): CommandVariables[] {
  return steps.flatMap((step) => step.commands.map(({ text, line }) => ({ ...variables(text), step, line })));
}
