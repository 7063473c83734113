import junit, { type Builder, type TestCase } from 'junit-report-builder';
import type { Report } from '../../src/guide/report.ts';
import type { CommandResult, StepResult } from '../../src/guide/result.ts';
import { plainTexts, replaceLogCommands } from '../io/plain-text.ts';
import { renderComparison } from '../match/index.ts';
import {
  choicesText,
  firstLine,
  isGood,
  isTold,
  leftoverHint,
  leftoverText,
  lineOf,
  outcomeLines,
  type Reporter,
  sentencesOf,
  undeclaredLines,
  whyNotRun,
} from './reporter.ts';

/**
 * JUnit XML: one test suite a pass, one test case a command, one more if the guide writes to what it does not
 * declare, cleanup's proof as the last case.
 */
export function junitReporter(write: (text: string) => void): Reporter {
  return {
    finished(reports) {
      write(junitXml(reports));
    },
  };
}

export function junitXml(reports: readonly Report[]): string {
  // A CommonJS module: its default export is the builder itself, which its types do not say.
  const builder = (junit as unknown as Builder).newBuilder();
  for (const report of plainTexts(reports)) {
    const chosen = choicesText(report.choices);
    const name = chosen === '' ? report.guide : `${report.guide} (${chosen})`;
    const suite = builder
      .testSuite()
      .name(name)
      .timestamp(report.startedAt)
      .time(report.ms / 1000);
    for (const [key, value] of Object.entries({ target: report.target, ...report.versions }))
      suite.property(key, value);
    const testCase = (title: string) => suite.testCase().className(name).name(title).file(report.file);
    for (const step of report.steps) {
      if (!isTold(step)) {
        const one = testCase(step.step);
        if (step.verdict === 'skipped') one.skipped().standardOutput(step.message ?? '');
        else one.error([step.message ?? step.verdict, ...outcomeLines(step)].join('\n'), step.verdict);
      }
      for (const command of step.commands)
        addCommand(testCase(`${step.step}: $ ${firstLine(command)}`), report, step, command);
      for (const command of step.notRun ?? [])
        testCase(`${step.step}: $ ${firstLine(command)}`)
          .skipped()
          .standardOutput(whyNotRun(step));
    }
    const undeclared = undeclaredLines(report);
    if (undeclared.length > 0)
      testCase('writes only what the guide declares')
        .time(0)
        .failure(undeclared.join('\n'), 'undeclared-write');
    const proof = testCase('nothing left behind').time(0);
    if (report.error !== undefined) proof.error(report.error, 'errored');
    else if (report.leftovers.length > 0)
      proof.failure(
        [report.leftovers.map(leftoverText).join('; '), leftoverHint(report)].filter(Boolean).join('\n'),
        'leftovers',
      );
  }
  return withoutCommands(builder.build());
}

const sections = /(<!\[CDATA\[[\s\S]*?\]\]>)/;

/**
 * Breaks up CI commands without changing what XML readers get: by a character reference, or in CDATA by
 * ending and reopening the section.
 */
function withoutCommands(xml: string): string {
  const parts = xml.split(sections);
  return parts
    .map((part, at) =>
      replaceLogCommands(part, (char) => (at % 2 === 1 ? `${char}]]><![CDATA[` : `&#${char.charCodeAt(0)};`)),
    )
    .join('');
}

function addCommand(testCase: TestCase, report: Report, step: StepResult, command: CommandResult): void {
  const isSkipped = command.verdict === 'skipped';
  testCase.time(command.ms / 1000).standardOutput(isSkipped ? command.sentences.join('\n') : command.output);
  if (isSkipped) testCase.skipped();
  if (isGood(command)) return;
  const found = sentencesOf(step, command).map(
    (sentence, at) => `${report.file}:${lineOf(command, at)}: ${sentence}`,
  );
  const text = [...found, ...outcomeLines(step)].join('\n');
  if (command.verdict === 'errored') testCase.error(text, command.verdict);
  else testCase.failure(text, command.verdict);
  if (command.comparison) testCase.standardError(renderComparison(command.comparison, { color: false }));
}
