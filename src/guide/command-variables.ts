import type { Step } from './model.ts';
import { nearestKey } from './options.ts';
import { type Variables, variables } from './variables.ts';

/** What a command of a guide does with variables. */
export interface CommandVariables extends Variables {
  readonly step: Step;
  /** 1-based line of the command. */
  readonly line: number;
}

/** For each command, in page order. */
export function commandVariables(steps: readonly Step[]): CommandVariables[] {
  return steps.flatMap((step) => step.commands.map(({ text, line }) => ({ ...variables(text), step, line })));
}

/** A variable that one of these commands sets and that has nearly this name. */
export function nearestVariable(name: string, commands: readonly CommandVariables[]): string | undefined {
  return nearestKey(name, [...new Set(commands.flatMap(({ sets }) => [...sets]))]);
}
