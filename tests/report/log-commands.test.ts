import { Parser } from 'htmlparser2';
import { expect, test } from 'vitest';
import { consoleReporter } from '../../runner/report/console.ts';
import { githubReporter } from '../../runner/report/github.ts';
import { jsonReporter } from '../../runner/report/json.ts';
import { junitReporter } from '../../runner/report/junit.ts';
import type { Reporter } from '../../runner/report/reporter.ts';
import { reporters } from '../../runner/report/reporters.ts';
import type { Report } from '../../src/guide/report.ts';
import type { CommandResult, StepResult } from '../../src/guide/result.ts';

const commands = [
  '::stop-commands::x',
  '  ::add-mask::passed',
  '##[group]x',
  'text ##vso[task.setvariable variable=x]y',
  '###[error]x',
  '##VSO[task.complete]',
  "##teamcity[testFailed name='x']",
  ']]>##[section]',
];
const text = `${commands.join('\n')}\n`;
const command: CommandResult = {
  command: 0,
  text: text.trim(),
  line: 5,
  verdict: 'differs',
  exit: 0,
  output: text,
  attempts: 1,
  ms: 1,
  reasons: commands.map((actual) => ({ code: 'extra-line', actualLine: 1, actual, pageLine: 5 })),
  sentences: commands,
  comparison: { kind: 'lines', lines: commands.map((actual) => ({ op: 'extra', actual })) },
};
const step = (id: string, change: Partial<StepResult>): StepResult => ({
  run: 'r',
  step: id,
  verdict: 'differs',
  startedAt: '2026-11-22T15:00:00.000Z',
  ms: 1,
  commands: [],
  ...change,
});
const reports: readonly Report[] = [
  {
    guide: text,
    file: 'content/g.mdx',
    title: text,
    target: text,
    versions: { kubernetes: text },
    choices: { way: text },
    startedAt: '2026-11-22T15:00:00.000Z',
    ms: 1,
    steps: [
      step('a', {
        commands: [command],
        message: text,
        evidence: [{ kind: 'crash', subject: text, sentence: text, detail: commands, next: text }],
      }),
      step(text, { verdict: 'skipped', message: text }),
      step('c', { verdict: 'errored', message: text }),
    ],
    leftovers: [{ kind: 'Service', name: text }],
    error: text,
  },
];

function said(make: (write: (text: string) => void) => Reporter): string {
  let all = '';
  const reporter = make((more) => (all += more));
  for (const report of reports) reporter.passEnded?.(report);
  reporter.finished?.(reports);
  return all;
}

/** The CI commands in a log, for a CI system that splits lines at every line separator of Unicode. */
const commandsIn = (log: string) =>
  log.split(/[\n\r\u2028\u2029]/).filter((line) => /^\s*::|##(?:\[|vso\[|teamcity\[)/i.test(line));

/** Its own format is CI commands; a test below reads them. */
const others = Object.entries(reporters).filter(([format]) => format !== 'github');

test.each(others)('%s: writes no CI command', async (_, load) => {
  expect(commandsIn(said(await load()))).toEqual([]);
});

test('console: writes no CI command', () => {
  expect(commandsIn(said((write) => consoleReporter(write, { color: false })))).toEqual([]);
});

test('githubReporter: writes no CI command but its own', () => {
  const texts = said(githubReporter)
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^::error file=content\/g\.mdx(?:,line=\d+,title=[^:]*)?::/, ''));
  expect([texts.length, texts.flatMap(commandsIn)]).toEqual([3, []]);
});

test('jsonReporter: readers get the reports unchanged, with their CI commands', () => {
  expect(JSON.parse(said(jsonReporter))).toEqual(reports);
  const separated = [{ ...reports[0], title: 'a\u2028::stop-commands::x' }] as Report[];
  let all = '';
  jsonReporter((more) => (all += more)).finished?.(separated);
  expect([commandsIn(all), JSON.parse(all)]).toEqual([[], separated]);
});

test('junitReporter: readers get the output unchanged', () => {
  const texts: string[] = [];
  const attributes: string[] = [];
  let element = '';
  const parser = new Parser(
    {
      onopentag(name, { message }) {
        element = name;
        if (name === 'system-out') texts.push('');
        if (message !== undefined) attributes.push(message);
      },
      ontext(more) {
        if (element === 'system-out' && more.trim() !== '') texts.push((texts.pop() ?? '') + more);
      },
      onclosetag: () => (element = ''),
    },
    { xmlMode: true },
  );
  parser.end(said(junitReporter));
  expect(texts).toEqual([text, text]);
  expect(attributes.at(-1)).toBe(text);
});
