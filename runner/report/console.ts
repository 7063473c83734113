import type { Step } from '../../src/guide/model.ts';
import type { Report } from '../../src/guide/report.ts';
import type { CommandResult, StepResult } from '../../src/guide/result.ts';
import { counted } from '../../src/guide/text/counted.ts';
import { plainTexts, withoutLogCommands } from '../io/plain-text.ts';
import { renderComparison } from '../match/index.ts';
import { butCleanup, hasRun, isUndeclared } from './exit-status.ts';
import {
  choicesText,
  firstLine,
  isGood,
  leftAndGone,
  leftoverHint,
  leftoverText,
  lineOf,
  outcomeLines,
  type PassStart,
  type Reporter,
  sentencesOf,
  undeclaredLines,
} from './reporter.ts';

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

/** For people at a terminal or reading a CI log. Colours are ours alone. */
export function consoleReporter(out: (text: string) => void, { color }: { color: boolean }): Reporter {
  const write = (text: string) => out(withoutLogCommands(text));
  const paint = (code: number, text: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  let start: PassStart | undefined;
  return {
    passStarted(passStart) {
      start = passStart;
      const { guide, choices, target, versions, steps } = passStart;
      const chosen = choicesText(choices);
      const on = [
        versions.kubernetes && `Kubernetes ${versions.kubernetes}`,
        versions.istio && `Istio ${versions.istio}`,
      ]
        .filter(Boolean)
        .join(', ');
      write(`\n${paint(1, guide.title || guide.name)}${chosen ? ` (${chosen})` : ''}\n`);
      write(`${guide.file}, ${counted(steps, 'step')} on ${target}${on ? ` (${on})` : ''}\n`);
    },
    stepEnded(step, ended) {
      const result = plainTexts(ended);
      const seconds = `${(result.ms / 1000).toFixed(1)} s`;
      const icon = paint(isGood(result) ? 32 : 31, icons[result.verdict]);
      const attempts = Math.max(0, ...result.commands.map((command) => command.attempts));
      const asked = attempts > 1 ? `, asked ${counted(attempts, 'time')}` : '';
      const why = result.verdict === 'skipped' ? `: ${result.message}` : '';
      const verdict = result.verdict === 'passed' ? '' : ` ${result.verdict}${why}`;
      write(
        `  ${icon} ${String(step.ordinal).padStart(2)} ${step.id}${verdict} ` +
          `${paint(2, `${seconds}${asked}`)}\n`,
      );
      if (!isGood(result)) write(`${details(start?.guide.file ?? '', step, result, color)}\n`);
    },
    passEnded(passReport) {
      const report = plainTexts(passReport);
      if (report.error !== undefined)
        write(`  ${paint(31, '!')} ${report.error.replaceAll('\n', '\n      ')}\n`);
      for (const line of undeclaredLines(report)) write(`  ${paint(31, '!')} ${line}\n`);
      if (isUndeclared(report) && report.steps.length === 0 && report.error === undefined)
        write('  Nothing was written.\n');
      const { left, gone } = leftAndGone(report);
      for (const [what, objects] of [
        ['Cleanup left', left],
        ['No longer there', gone],
      ] as const) {
        if (objects.length > 0) write(`  ${paint(31, '!')} ${what} ${objects.length}:\n`);
        for (const object of objects) write(`      ${leftoverText(object)}\n`);
      }
      const hint = leftoverHint(report);
      if (hint !== undefined) write(`      → ${hint}\n`);
      write(`  ${summary(report)}\n`);
      if (report.steps.some(({ verdict }) => verdict === 'differs'))
        write(
          `  If the page is out of date, \`npx guiderail bless ${report.file}\` proposes what to change.\n`,
        );
      if (report.error === undefined && report.steps.length > 0 && !hasRun(report))
        write(`  Each step${butCleanup([report])} was skipped, so nothing was compared with the page.\n`);
    },
  };
}

function details(file: string, step: Step, result: StepResult, color: boolean): string {
  const lines: string[] = [];
  const bad = result.commands.find((command) => command.verdict !== 'passed');
  const line = bad ? lineOf(bad) : step.line;
  lines.push(`${file}:${line}: ${result.message ?? result.verdict}`);
  if (bad) lines.push(...commandDetails(file, result, bad, color));
  lines.push(...outcomeLines(result));
  return lines.map((text) => text.replace(/^/gm, '      ')).join('\n');
}

function commandDetails(file: string, step: StepResult, result: CommandResult, color: boolean): string[] {
  const [, ...sentences] = sentencesOf(step, result);
  const others = sentences.map((sentence, at) => `${file}:${lineOf(result, at + 1)}: ${sentence}`);
  const shown = result.comparison ? renderComparison(result.comparison, { color }) : result.output.trimEnd();
  return [`$ ${firstLine(result)}`, ...others, ...(shown === '' ? [] : [shown])];
}

function summary(report: Report): string {
  const { steps, ms, error } = report;
  const count = (good: (result: StepResult) => boolean) => steps.filter(good).length;
  const parts = [`${count(({ verdict }) => verdict === 'passed')} passed`];
  const skipped = count(({ verdict }) => verdict === 'skipped');
  const bad = count((result) => !isGood(result));
  if (bad > 0) parts.push(`${bad} did not pass`);
  if (skipped > 0) parts.push(`${skipped} skipped`);
  const { left, gone } = leftAndGone(report);
  if (error === undefined && (left.length > 0 || gone.length === 0))
    parts.push(`${left.length || 'nothing'} left behind`);
  if (error === undefined && gone.length > 0) parts.push(`${gone.length} no longer there`);
  return `${parts.join(', ')} in ${(ms / 1000).toFixed(1)} s`;
}
