import type { Report } from '../../src/guide/report.ts';
import type { StepResult } from '../../src/guide/result.ts';
import { plainTexts, withoutLogCommands } from '../io/plain-text.ts';
import { proofWithHint } from './pass-outcome.ts';
import type { Reporter } from './reporter.ts';
import { isGood, lineOf, outcomeLines, sentencesOf } from './step-outcome.ts';

/** A workflow command of GitHub, shown on a line of a file. */
interface Annotation {
  readonly file: string;
  readonly line?: number;
  readonly title?: string;
  readonly message: string;
}

/** Writes workflow commands, which GitHub shows as annotations on the guide's lines. */
export function githubReporter(write: (text: string) => void): Reporter {
  return {
    passEnded(passReport) {
      for (const annotation of annotationsOf(plainTexts(passReport))) write(errorCommand(annotation));
    },
  };
}

function annotationsOf(report: Report): Annotation[] {
  const { file, undeclared = [], leftovers } = report;
  const broken = report.error ?? (leftovers.length > 0 ? proofWithHint(report, '\n→ ') : undefined);
  return [
    ...report.steps.filter((step) => !isGood(step)).map((step) => ({ file, ...aboutStep(step) })),
    ...undeclared.map(({ step, line, message }) => ({
      file,
      line,
      title: `${step} undeclared-write`,
      message,
    })),
    ...(broken === undefined ? [] : [{ file, message: broken }]),
  ];
}

function aboutStep(step: StepResult): Omit<Annotation, 'file'> {
  const bad = step.commands.find((command) => !isGood(command));
  const why = bad ? sentencesOf(step, bad)[0] : (step.message ?? step.verdict);
  return {
    line: bad ? lineOf(bad) : 1,
    title: `${step.step} ${step.verdict}`,
    message: [why, ...outcomeLines(step)].join('\n'),
  };
}

function errorCommand({ message, ...properties }: Annotation): string {
  const texts = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::error ${texts.join(',')}::${escapeMessage(message)}\n`;
}

// The escapes of GitHub's own toolkit:
// https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts

function escapeMessage(text: string): string {
  return withoutLogCommands(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
