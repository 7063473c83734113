import { notRunSentence } from '../../src/guide/not-run.ts';
import type { CommandResult, StepResult } from '../../src/guide/result.ts';

/** Whether a step or a command passed or was skipped. */
export function isGood({ verdict }: { verdict: StepResult['verdict'] }): boolean {
  return verdict === 'passed' || verdict === 'skipped';
}

/**
 * Whether one of the step's commands has the same verdict as the step. If none has, a report that lists
 * commands adds an entry for the step itself.
 */
export function isShownByCommand({ verdict, commands }: StepResult): boolean {
  return commands.some((command) => command.verdict === verdict);
}

/** The first line of a command. */
export function firstLine({ text }: { readonly text: string }): string {
  return text.split('\n')[0]!;
}

/**
 * Why a command did not pass, one sentence for each reason. For the first such command of a step, the step's
 * own message replaces the first reason, because it says more.
 */
export function sentencesOf(step: StepResult, command: CommandResult): string[] {
  const isFirst = step.commands.find((each) => !isGood(each)) === command;
  const [first = command.verdict, ...others] = command.sentences;
  return [isFirst ? (step.message ?? first) : first, ...others];
}

/**
 * The line of the guide that a reason of a command is about: the line of the printed output if the reason has
 * one, else the line of the command. `reason`: 0-based.
 */
export function lineOf({ reasons, line }: CommandResult, reason = 0): number {
  const found = reasons[reason];
  return found && 'pageLine' in found ? found.pageLine : line;
}

/**
 * The lines below the reason why a step did not pass: the commands that were not run, what the cluster says,
 * and what to do.
 */
export function outcomeLines(step: StepResult): string[] {
  const notRun = notRunSentence(step.notRun, { lines: true });
  return [
    ...(notRun === undefined ? [] : [notRun]),
    ...evidenceLines(step),
    ...(step.next === undefined ? [] : [`→ ${step.next}`]),
  ];
}

/** The evidence about a failure from the cluster: each cause with its details and what to do about it. */
function evidenceLines({ evidence = [] }: StepResult): string[] {
  return evidence.flatMap(({ sentence, detail = [], next }) => [
    sentence,
    ...detail.map((line) => `  ${line}`),
    `  → ${next}`,
  ]);
}

/** Why the commands after the last one that ran were not run. */
export function whyNotRun({ commands }: StepResult): string {
  const bad = commands.find(({ verdict }) => verdict !== 'passed');
  return bad
    ? `Not run, because the command of line ${bad.line} did not pass.`
    : 'Not run, because the step ended before it.';
}
