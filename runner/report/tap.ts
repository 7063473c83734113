import type { Report } from '../../src/guide/report.ts';
import type { StepResult } from '../../src/guide/result.ts';
import { oneLine, plainTexts, withoutLogCommands } from '../io/plain-text.ts';
import { passName, proofWithHint, undeclaredLines } from './pass-outcome.ts';
import type { Reporter } from './reporter.ts';
import { firstLine, isGood, isShownByCommand, lineOf, sentencesOf, whyNotRun } from './step-outcome.ts';

/** A test point of TAP, without its number. */
interface Point {
  readonly good: boolean;
  readonly name: string;
  /** Why the command was skipped; absent if it was run. */
  readonly skip?: string;
}

/** Writes TAP version 14 (https://testanything.org): one test point for each command. */
export function tapReporter(write: (text: string) => void): Reporter {
  return { finished: (reports) => write(tapText(reports)) };
}

export function tapText(reports: readonly Report[]): string {
  const lines = plainTexts(reports).flatMap(pointsOf).map(pointLine);
  return withoutLogCommands(['TAP version 14', `1..${lines.length}`, ...lines, ''].join('\n'));
}

function pointsOf(report: Report): Point[] {
  const pass = passName(report);
  const proof = report.error ?? proofWithHint(report, ' → ');
  return [
    ...report.steps.flatMap((step) => pointsOfStep(report.file, step)),
    ...undeclaredLines(report).map((name) => ({ good: false, name })),
    { good: report.error === undefined && report.leftovers.length === 0, name: proof },
  ].map((point) => ({ ...point, name: `${pass} ${point.name}` }));
}

function pointsOfStep(file: string, step: StepResult): Point[] {
  return [
    ...pointOfStep(step),
    ...step.commands.map((command): Point => {
      const sentences = command.verdict === 'passed' ? [] : sentencesOf(step, command);
      const why = sentences.map((sentence, at) => `${file}:${lineOf(command, at)}: ${sentence}`).join('; ');
      const name = `${step.step}: ${firstLine(command)}`;
      if (command.verdict === 'skipped') return { good: true, name, skip: why };
      const next = isGood(command) || step.next === undefined ? '' : ` → ${step.next}`;
      return { good: isGood(command), name: `${name}${why && ` ${why}`}${next}` };
    }),
    ...(step.notRun ?? []).map((command) => ({
      good: true,
      name: `${step.step}: ${firstLine(command)}`,
      skip: whyNotRun(step),
    })),
  ];
}

/** The point for the step itself, if none of its commands shows its verdict. */
function pointOfStep(step: StepResult): Point[] {
  if (step.verdict === 'skipped') return [{ good: true, name: step.step, skip: step.message ?? '' }];
  if (isShownByCommand(step)) return [];
  return [{ good: false, name: `${step.step}: ${step.message ?? step.verdict}` }];
}

function pointLine({ good, name, skip }: Point, at: number): string {
  const escaped = name.replace(/[\\#]/g, '\\$&');
  return oneLine(
    `${good ? 'ok' : 'not ok'} ${at + 1} - ${escaped}${skip === undefined ? '' : ` # SKIP ${skip}`}`,
  );
}
