import type { Guide, Step, TargetVersions } from '../../src/guide/model.ts';
import { notRunSentence } from '../../src/guide/not-run.ts';
import type { Choices } from '../../src/guide/passes.ts';
import { formatProblem } from '../../src/guide/problem.ts';
import type { Report } from '../../src/guide/report.ts';
import type { CommandResult, StepResult } from '../../src/guide/result.ts';
import { objectName } from '../../src/guide/text/object-name.ts';

export interface PassStart {
  readonly guide: Guide;
  readonly choices: Choices;
  readonly target: string;
  readonly versions: TargetVersions;
  readonly steps: number;
}

/** Listens to a whole `test` and prints it in one format. Never influences it. */
export interface Reporter {
  passStarted?(start: PassStart): void;
  stepStarted?(step: Step): void;
  stepEnded?(step: Step, result: StepResult): void;
  passEnded?(report: Report): void;
  /** After the last pass. */
  finished?(reports: readonly Report[]): void;
}

/** `injection: automatic, endpoints: Endpoints`, or nothing. */
export function choicesText(choices: Choices): string {
  return Object.entries(choices)
    .map(([group, value]) => `${group}: ${value}`)
    .join(', ');
}

export function isGood({ verdict }: { verdict: StepResult['verdict'] }): boolean {
  return verdict === 'passed' || verdict === 'skipped';
}

/** Whether a step's verdict shows in one of its commands; else it needs a line of its own. */
export function isTold({ verdict, commands }: StepResult): boolean {
  return commands.length > 0 && commands.some((command) => command.verdict === verdict);
}

export function leftoverText({
  gone,
  step,
  during = [],
  writers = [],
  finalizers = [],
  ...object
}: Report['leftovers'][number]): string {
  const subject = objectName(object);
  const held =
    finalizers.length === 0 ? '' : `, being deleted but held by the finalizer ${finalizers.join(' and ')}`;
  if (gone) return `${subject} (there before${step === undefined ? '' : `, deleted by ${step}`})${held}`;
  const facts = [
    ...(step === undefined ? [] : [`made by ${step}`]),
    ...(during.length === 0 ? [] : [`appeared while ${during.join(' or ')} ran`]),
    ...(writers.length === 0 ? [] : [`written by ${writers.join(' and ')}`]),
  ];
  return `${subject}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}${held}`;
}

/**
 * One line for each write to something that the guide does not declare: `guide.mdx:31: Step make …
 * [undeclared-write]`.
 */
export function undeclaredLines({ file, undeclared = [] }: Report): string[] {
  return undeclared.map(({ line, message }) =>
    formatProblem({ code: 'undeclared-write', file, line, message }),
  );
}

/** What is there and was not before, and the other way round. */
export function leftAndGone({ leftovers }: Report): {
  readonly left: Report['leftovers'];
  readonly gone: Report['leftovers'];
} {
  return { left: leftovers.filter(({ gone }) => !gone), gone: leftovers.filter(({ gone }) => gone) };
}

/** The proof that the cluster is as it was, on one line. */
export function proofText(report: Report): string {
  const { left, gone } = leftAndGone(report);
  const texts = (objects: Report['leftovers']) => objects.map(leftoverText).join('; ');
  const parts = [
    ...(left.length > 0 ? [`left behind: ${texts(left)}`] : []),
    ...(gone.length > 0 ? [`no longer there: ${texts(gone)}`] : []),
  ];
  return parts.join('; ') || 'nothing left behind';
}

/**
 * Tells an author what to do about objects that a guide left. `undefined` if its cleanup did not pass,
 * because the report says that already.
 */
export function leftoverHint(report: Report): string | undefined {
  const { cleanup = [], steps } = report;
  const all = leftAndGone(report).left;
  const namespaces = new Set(all.filter(({ kind }) => kind === 'Namespace').map(({ name }) => name));
  // Deleting a namespace deletes everything in it.
  const left = all.filter(
    ({ finalizers = [], namespace = '' }) => finalizers.length === 0 && !namespaces.has(namespace),
  );
  if (left.length === 0) return undefined;
  if (cleanup.length === 0)
    return 'The guide has no cleanup step. Add a step with `role=cleanup` that deletes what the guide makes.';
  if (steps.some(({ step, verdict }) => cleanup.includes(step) && verdict !== 'passed')) return undefined;
  const named = left.slice(0, 3).map(objectName);
  const texts = [
    ...named,
    ...(left.length > named.length ? [`${left.length - named.length} more`] : []),
  ].join(', ');
  return (
    `The cleanup of the guide (${cleanup.join(', ')}) passed, but did not delete this: ${texts}. Add a ` +
    'command that deletes it to that cleanup.'
  );
}

/**
 * What the cluster says of a failure: the causes with what the cluster has of them, and what to do about
 * each.
 */
function evidenceLines({ evidence = [] }: StepResult): string[] {
  return evidence.flatMap(({ sentence, detail = [], next }) => [
    sentence,
    ...detail.map((line) => `  ${line}`),
    `  → ${next}`,
  ]);
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

/** The first line of a command. */
export function firstLine({ text }: { readonly text: string }): string {
  return text.split('\n')[0]!;
}

/** Why the commands after the last one that ran were not run. */
export function whyNotRun({ commands }: StepResult): string {
  const bad = commands.find(({ verdict }) => verdict !== 'passed');
  return bad
    ? `Not run, because the command of line ${bad.line} did not pass.`
    : 'Not run, because the step ended before it.';
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
 * The line of the guide that a command's reason is about: the printed line where there is one, else the
 * command's.
 */
export function lineOf({ reasons, line }: CommandResult, reason = 0): number {
  const found = reasons[reason];
  return found && 'pageLine' in found ? found.pageLine : line;
}
