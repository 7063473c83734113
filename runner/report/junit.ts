import junit, { type Builder, type TestCase } from 'junit-report-builder';
import type { Report } from '../../src/guide/report.ts';
import type { CommandResult, StepResult } from '../../src/guide/result.ts';
import { plainTexts, replaceLogCommands } from '../io/plain-text.ts';
import { renderComparison } from '../match/index.ts';
import { leftoverHint, leftoverText, passName, undeclaredLines } from './pass-outcome.ts';
import type { Reporter } from './reporter.ts';
import {
  firstLine,
  isGood,
  isShownByCommand,
  lineOf,
  outcomeLines,
  sentencesOf,
  whyNotRun,
} from './step-outcome.ts';

/**
 * Writes JUnit XML: a test suite for each pass and a test case for each command. One more case has the
 * undeclared writes, if there are any. The last case says whether the cluster is as it was.
 */
export function junitReporter(write: (text: string) => void): Reporter {
  return { finished: (reports) => write(junitXml(reports)) };
}

export function junitXml(reports: readonly Report[]): string {
  // The default export of this CommonJS module is the builder itself, which its types do not say.
  const builder = (junit as unknown as Builder).newBuilder();
  for (const report of plainTexts(reports)) addPass(builder, report);
  return withoutCommands(builder.build());
}

type NewCase = (title: string) => TestCase;

function addPass(builder: Builder, report: Report): void {
  const name = passName(report);
  const suite = builder
    .testSuite()
    .name(name)
    .timestamp(report.startedAt)
    .time(report.ms / 1000);
  for (const [key, value] of Object.entries({ target: report.target, ...report.versions }))
    suite.property(key, value);
  const newCase: NewCase = (title) => suite.testCase().className(name).name(title).file(report.file);
  for (const step of report.steps) addStep(newCase, report, step);
  const undeclared = undeclaredLines(report);
  if (undeclared.length > 0)
    newCase('writes only what the guide declares').time(0).failure(undeclared.join('\n'), 'undeclared-write');
  addProof(newCase, report);
}

function addStep(newCase: NewCase, report: Report, step: StepResult): void {
  if (!isShownByCommand(step)) {
    const own = newCase(step.step);
    if (step.verdict === 'skipped') own.skipped().standardOutput(step.message ?? '');
    else own.error([step.message ?? step.verdict, ...outcomeLines(step)].join('\n'), step.verdict);
  }
  const caseOf = (command: { readonly text: string }) => newCase(`${step.step}: $ ${firstLine(command)}`);
  for (const command of step.commands) fillCommand(caseOf(command), { report, step, command });
  for (const command of step.notRun ?? []) caseOf(command).skipped().standardOutput(whyNotRun(step));
}

function fillCommand(
  testCase: TestCase,
  { report, step, command }: { report: Report; step: StepResult; command: CommandResult },
): void {
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

function addProof(newCase: NewCase, report: Report): void {
  const proof = newCase('nothing left behind').time(0);
  if (report.error !== undefined) proof.error(report.error, 'errored');
  else if (report.leftovers.length > 0)
    proof.failure(
      [report.leftovers.map(leftoverText).join('; '), leftoverHint(report)].filter(Boolean).join('\n'),
      'leftovers',
    );
}

const cdataSections = /(<!\[CDATA\[[\s\S]*?\]\]>)/;

/**
 * Breaks up CI commands without changing what XML readers get. Outside CDATA a character reference replaces
 * the first character. In CDATA the section ends there and another begins.
 */
function withoutCommands(xml: string): string {
  // `split` with a group puts each section at an odd place.
  return xml
    .split(cdataSections)
    .map((part, at) =>
      replaceLogCommands(part, (char) => (at % 2 === 1 ? `${char}]]><![CDATA[` : `&#${char.charCodeAt(0)};`)),
    )
    .join('');
}
