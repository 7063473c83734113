import type { Step, TargetVersions } from '../../src/guide/model.ts';
import { stepsOfPass } from '../../src/guide/passes.ts';
import type { Report } from '../../src/guide/report.ts';
import type { CommandResult, StepResult } from '../../src/guide/result.ts';
import { counted } from '../../src/guide/text/counted.ts';
import { plainTexts, withoutLogCommands } from '../io/plain-text.ts';
import { renderComparison } from '../match/index.ts';
import { butCleanup, hasRun, isUndeclared } from './exit-status.ts';
import { choicesText, leftAndGone, leftoverHint, leftoverText, undeclaredLines } from './pass-outcome.ts';
import type { PassStart, Reporter } from './reporter.ts';
import { firstLine, isGood, lineOf, outcomeLines, sentencesOf } from './step-outcome.ts';

const icons: Record<StepResult['verdict'], string> = {
  passed: '✓',
  differs: '≠',
  failed: '✕',
  'timed-out': '⏱',
  cancelled: '■',
  interrupted: '⚡',
  errored: '!',
  skipped: '–',
};

interface Style {
  /** Whether to write the colours of this reporter and of the comparisons. Colours of outputs are removed. */
  readonly color: boolean;
}

/** The console reporter on a stream of this process, with colours if the stream is a terminal. */
export function consoleReporterOn(stream: NodeJS.WriteStream): Reporter {
  const color = Boolean(stream.isTTY && !process.env['NO_COLOR']);
  return consoleReporter((text) => void stream.write(text), { color });
}

/** Writes for people, at a terminal or in a CI log. */
export function consoleReporter(out: (text: string) => void, style: Style): Reporter {
  const write = (lines: readonly string[]) => {
    for (const line of lines) out(withoutLogCommands(`${line}\n`));
  };
  let file = '';
  return {
    passStarted(start) {
      file = start.guide.file;
      write(['', ...startLines(start, style)]);
    },
    stepEnded(step, result) {
      write(stepLines({ file, step, result: plainTexts(result) }, style));
    },
    passEnded(report) {
      write(passLines(plainTexts(report), style));
    },
  };
}

function startLines({ guide, choices, target, versions }: PassStart, style: Style): string[] {
  const steps = counted(stepsOfPass(guide, choices).length, 'step');
  const on = versionsText(versions);
  return [
    `${paint(1, guide.title || guide.name, style)}${choicesText(choices)}`,
    `${guide.file}, ${steps} on ${target}${on && ` (${on})`}`,
  ];
}

function versionsText({ kubernetes, istio }: TargetVersions): string {
  return [kubernetes && `Kubernetes ${kubernetes}`, istio && `Istio ${istio}`].filter(Boolean).join(', ');
}

interface EndedStep {
  readonly file: string;
  readonly step: Step;
  readonly result: StepResult;
}

function stepLines(ended: EndedStep, style: Style): string[] {
  const { step, result } = ended;
  const icon = paint(isGood(result) ? 32 : 31, icons[result.verdict], style);
  const attempts = Math.max(0, ...result.commands.map((command) => command.attempts));
  const retried = attempts > 1 ? `, run ${counted(attempts, 'time')}` : '';
  const why = result.verdict === 'skipped' ? `: ${result.message}` : '';
  const verdict = result.verdict === 'passed' ? '' : ` ${result.verdict}${why}`;
  const time = paint(2, `${seconds(result.ms)}${retried}`, style);
  const line = `  ${icon} ${String(step.ordinal).padStart(2)} ${step.id}${verdict} ${time}`;
  return isGood(result) ? [line] : [line, ...detailLines(ended, style)];
}

function detailLines({ file, step, result }: EndedStep, style: Style): string[] {
  const bad = result.commands.find((command) => command.verdict !== 'passed');
  const line = bad ? lineOf(bad) : step.line;
  return [
    `${file}:${line}: ${result.message ?? result.verdict}`,
    ...(bad ? commandLines({ file, step, result }, bad, style) : []),
    ...outcomeLines(result),
  ].map((text) => text.replace(/^/gm, '      '));
}

function commandLines({ file, result }: EndedStep, command: CommandResult, style: Style): string[] {
  const [, ...sentences] = sentencesOf(result, command);
  const others = sentences.map((sentence, at) => `${file}:${lineOf(command, at + 1)}: ${sentence}`);
  const shown = command.comparison ? renderComparison(command.comparison, style) : command.output.trimEnd();
  return [`$ ${firstLine(command)}`, ...others, ...(shown === '' ? [] : [shown])];
}

function passLines(report: Report, style: Style): string[] {
  const mark = paint(31, '!', style);
  const { steps, error } = report;
  const { left, gone } = leftAndGone(report);
  const hint = leftoverHint(report);
  const part = (title: string, objects: Report['leftovers']) =>
    objects.length === 0
      ? []
      : [`  ${mark} ${title} ${objects.length}:`, ...objects.map((each) => `      ${leftoverText(each)}`)];
  return [
    ...(error === undefined ? [] : [`  ${mark} ${error.replaceAll('\n', '\n      ')}`]),
    ...undeclaredLines(report).map((line) => `  ${mark} ${line}`),
    ...(isUndeclared(report) && steps.length === 0 && error === undefined ? ['  Nothing was written.'] : []),
    ...part('Cleanup left', left),
    ...part('No longer there', gone),
    ...(hint === undefined ? [] : [`      → ${hint}`]),
    `  ${summary(report)}`,
    ...(steps.some(({ verdict }) => verdict === 'differs')
      ? [`  If the page is out of date, \`npx guiderail bless ${report.file}\` proposes what to change.`]
      : []),
    ...(error === undefined && steps.length > 0 && !hasRun(report)
      ? [`  Each step${butCleanup([report])} was skipped, so nothing was compared with the page.`]
      : []),
  ];
}

function summary(report: Report): string {
  const { steps, ms, error } = report;
  const { left, gone } = leftAndGone(report);
  const count = (isCounted: (result: StepResult) => boolean) => steps.filter(isCounted).length;
  const bad = count((result) => !isGood(result));
  const skipped = count(({ verdict }) => verdict === 'skipped');
  const parts = [
    `${count(({ verdict }) => verdict === 'passed')} passed`,
    ...(bad > 0 ? [`${bad} did not pass`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(error === undefined && (left.length > 0 || gone.length === 0)
      ? [`${left.length || 'nothing'} left behind`]
      : []),
    ...(error === undefined && gone.length > 0 ? [`${gone.length} no longer there`] : []),
  ];
  return `${parts.join(', ')} in ${seconds(ms)}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** `code`: an SGR code of ECMA-48, such as 31 for red. */
function paint(code: number, text: string, { color }: Style): string {
  return color ? `\u001b[${code}m${text}\u001b[0m` : text;
}
