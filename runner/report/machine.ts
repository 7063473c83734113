import type { Report } from '../../src/guide/report.ts';
import { jsonText, oneLine, plainTexts, withoutLogCommands } from '../io/plain-text.ts';
import {
  choicesText,
  firstLine,
  isGood,
  isTold,
  leftoverHint,
  lineOf,
  outcomeLines,
  proofText,
  type Reporter,
  sentencesOf,
  undeclaredLines,
  whyNotRun,
} from './reporter.ts';

type Write = (text: string) => void;

/** The reports as they are, one JSON array. */
export function jsonReporter(write: Write): Reporter {
  return { finished: (reports) => write(`${jsonText(reports, 2)}\n`) };
}

/** TAP version 14: one test point a command. */
export function tapReporter(write: Write): Reporter {
  return { finished: (reports) => write(tapText(reports)) };
}

export function tapText(reports: readonly Report[]): string {
  const points: string[] = [];
  const point = (good: boolean, name: string, rest = '') =>
    points.push(
      oneLine(`${good ? 'ok' : 'not ok'} ${points.length + 1} - ${name.replace(/[\\#]/g, '\\$&')}${rest}`),
    );
  for (const report of plainTexts(reports)) {
    const pass = `${report.guide}${choicesText(report.choices) && ` (${choicesText(report.choices)})`}`;
    for (const step of report.steps) {
      if (step.verdict === 'skipped') point(true, `${pass} ${step.step}`, ` # SKIP ${step.message ?? ''}`);
      else if (!isTold(step)) point(false, `${pass} ${step.step}: ${step.message ?? step.verdict}`);
      for (const command of step.commands) {
        const sentences = command.verdict === 'passed' ? [] : sentencesOf(step, command);
        const why = sentences
          .map((sentence, at) => ` ${report.file}:${lineOf(command, at)}: ${sentence}`)
          .join(';');
        const next = isGood(command) || step.next === undefined ? '' : ` → ${step.next}`;
        if (command.verdict === 'skipped')
          point(true, `${pass} ${step.step}: ${firstLine(command)}`, ` # SKIP${why}`);
        else point(isGood(command), `${pass} ${step.step}: ${firstLine(command)}${why}${next}`);
      }
      for (const command of step.notRun ?? [])
        point(true, `${pass} ${step.step}: ${firstLine(command)}`, ` # SKIP ${whyNotRun(step)}`);
    }
    for (const line of undeclaredLines(report)) point(false, `${pass} ${line}`);
    point(
      report.error === undefined && report.leftovers.length === 0,
      `${pass} ${report.error ?? [proofText(report), leftoverHint(report)].filter(Boolean).join(' → ')}`,
    );
  }
  return withoutLogCommands(['TAP version 14', `1..${points.length}`, ...points, ''].join('\n'));
}

/** Workflow commands that GitHub shows as annotations on the guide's lines. */
export function githubReporter(write: Write): Reporter {
  return {
    passEnded(passReport) {
      const report = plainTexts(passReport);
      for (const step of report.steps.filter((result) => !isGood(result))) {
        const bad = step.commands.find((command) => !isGood(command));
        const why = bad ? sentencesOf(step, bad)[0] : (step.message ?? step.verdict);
        const message = [why, ...outcomeLines(step)].join('\n');
        write(
          '::error ' +
            `file=${property(report.file)},line=${bad ? lineOf(bad) : 1},title=${property(`${step.step} ${step.verdict}`)}::${data(message)}\n`,
        );
      }
      for (const { step, line, message } of report.undeclared ?? []) {
        write(
          '::error ' +
            `file=${property(report.file)},line=${line},title=${property(`${step} undeclared-write`)}::${data(message)}\n`,
        );
      }
      const broken =
        report.error ??
        (report.leftovers.length > 0
          ? [proofText(report), leftoverHint(report)].filter(Boolean).join('\n→ ')
          : undefined);
      if (broken !== undefined) write(`::error file=${property(report.file)}::${data(broken)}\n`);
    },
  };
}

function data(text: string): string {
  return withoutLogCommands(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
