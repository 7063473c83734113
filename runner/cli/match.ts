import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { type ExpectedExit, type MatchMode, matchModes, type Printed } from '../../src/guide/model.ts';
import type { Comparison, Reason } from '../../src/guide/outcome.ts';
import { CallError, exitStatus, messageOf } from '../errors.ts';
import { isRead, print, printJson } from '../io/standard-output.ts';
import { describe, judge, problemsOf, renderComparison } from '../match/index.ts';

interface Options {
  readonly mode: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly exit?: string;
  readonly jsonl?: true;
}

/** An answer of `match --jsonl`. */
interface Answer {
  readonly id: unknown;
  readonly verdict: 'match' | 'differs' | 'invalid';
  readonly reasons:
    | readonly (Reason & { readonly sentence?: string })[]
    | readonly { readonly code: 'invalid'; readonly detail: string }[];
}

/** A question that was checked: two texts to compare, and two exit statuses. */
interface Question {
  readonly id: unknown;
  readonly mode: MatchMode;
  readonly expected: string;
  readonly actual: string;
  readonly exit: number;
  readonly expectExit: ExpectedExit;
}

interface Judged {
  readonly answer: Answer;
  /** Absent if the texts match, or if they cannot be compared. */
  readonly comparison?: Comparison;
}

export function matchCommand(): Command {
  return new Command('match')
    .description('compare an output with the output on a page, as a run would')
    .option('--mode <mode>', matchModes.join(', '), 'docs')
    .option('--expected <file>', 'what the page prints')
    .option('--actual <file>', 'what the command printed')
    .option('--exit <status>', 'exit status of the command', '0')
    .option(
      '--jsonl',
      'read a question from each line of standard input, and write an answer to each on a line',
    )
    .action(async (options: Options) => {
      if (options.jsonl) await answerLines();
      else process.exitCode = matchFiles(options);
    });
}

function matchFiles({ mode, expected, actual, exit }: Options): number {
  if (expected === undefined || actual === undefined)
    throw new CallError('bad-option', 'match needs --expected FILE and --actual FILE, or --jsonl.');
  const { answer, comparison } = answerTo({
    mode,
    expected: read(expected),
    actual: read(actual),
    exit: /^-?\d+$/.test(exit ?? '') ? Number(exit) : exit,
  });
  print(`${answer.verdict}\n`);
  for (const reason of answer.reasons)
    print(`${'sentence' in reason ? reason.sentence : 'detail' in reason ? reason.detail : ''}\n`);
  const color = Boolean(process.stdout.isTTY);
  const text = comparison && renderComparison(comparison, { color });
  if (text) print(`${text}\n`);
  if (answer.verdict === 'invalid') return exitStatus.wrongCall;
  return answer.verdict === 'match' ? exitStatus.passed : exitStatus.notPassed;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CallError('file-unreadable', `${file} cannot be read: ${messageOf(error)}`);
  }
}

async function answerLines(): Promise<void> {
  for await (const line of linesOf(process.stdin.setEncoding('utf8'))) {
    if (!isRead()) return;
    if (line.trim() === '') continue;
    printJson(answerToLine(line));
  }
}

/** Splits only at line feeds. Node's readline would also split at U+2028, which JSON text may contain. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function answerToLine(line: string): Answer {
  let question: unknown;
  try {
    question = JSON.parse(line);
  } catch (error) {
    return invalid(null, `The line is not JSON: ${messageOf(error)}`);
  }
  if (typeof question !== 'object' || question === null)
    return invalid(null, 'A question is a JSON object with mode, expected and actual.');
  return answerTo(question as Record<string, unknown>).answer;
}

function answerTo(question: Readonly<Record<string, unknown>>): Judged {
  const { id = null, mode, expected, actual, exit = 0, expectExit = 0 } = question;
  const refuse = (detail: string): Judged => ({ answer: invalid(id, detail) });
  const known = matchModes.find((each) => each === mode);
  if (known === undefined) return refuse(`mode: write one of ${matchModes.join(', ')}.`);
  if (typeof expected !== 'string' || typeof actual !== 'string')
    return refuse('expected and actual must be texts.');
  if (typeof exit !== 'number' || !Number.isInteger(exit)) return refuse('exit must be a whole number.');
  if (expectExit !== 'nonzero' && (typeof expectExit !== 'number' || !Number.isInteger(expectExit)))
    return refuse('expectExit must be a whole number or "nonzero".');
  return judged({ id, mode: known, expected, actual, exit, expectExit });
}

function invalid(id: unknown, detail: string): Answer {
  return { id, verdict: 'invalid', reasons: [{ code: 'invalid', detail }] };
}

function judged({ id, mode, expected, actual, exit, expectExit }: Question): Judged {
  const printed: Printed = { lines: expected.replace(/\r?\n$/, '').split(/\r?\n/), line: 1 };
  const problems = problemsOf({ mode, printed: [printed] });
  if (problems.length > 0) {
    const reasons = problems.map(({ pageLine, detail }) => ({ code: 'invalid', pageLine, detail }) as const);
    return { answer: { id, verdict: 'invalid', reasons } };
  }
  const outcome = judge({ mode, printed, actual, exit, expectExit, bindings: {}, literals: new Set() });
  if (outcome.matches) return { answer: { id, verdict: 'match', reasons: [] } };
  const reasons = outcome.reasons.map((reason) => ({ ...reason, sentence: describe(reason) }));
  return {
    answer: { id, verdict: 'differs', reasons },
    ...(outcome.comparison && { comparison: outcome.comparison }),
  };
}
