import type { ExpectedExit, MatchMode, Printed } from '../../src/guide/model.ts';
import type { Bindings, Comparison, NeverRan, Reason } from '../../src/guide/outcome.ts';
import { judgeContains } from './contains.ts';
import { docsBindings } from './docs.ts';
import { judgeExact } from './exact.ts';
import { explain } from './explain.ts';
import { judgeData } from './judge-data.ts';
import { judgeTable } from './judge-table.ts';
import { judgeLines } from './lines.ts';
import { linesOf } from './normalise.ts';
import { pageOf, sheetOf } from './page.ts';
import { problemsOf } from './problems.ts';
import { judgeRegex } from './regex.ts';
import { judgeUnordered } from './unordered.ts';
import type { Answer, Question } from './verdict.ts';

export interface Judged {
  readonly matches: boolean;
  /** Empty exactly when it matches. */
  readonly reasons: readonly Reason[];
  readonly comparison?: Comparison;
  /** The bindings after this output; as before when it does not match. */
  readonly bindings: Bindings;
}

export interface Judgement {
  readonly mode: MatchMode;
  /** The one variant that fits the target; undefined: the exit status is all that is judged. */
  readonly printed: Printed | undefined;
  /** As the command wrote it, with colours and carriage returns. */
  readonly actual: string;
  readonly exit: number;
  readonly expectExit: ExpectedExit;
  readonly bindings: Bindings;
  /** Values that the guide's own commands spell out: see `literalsOf`. */
  readonly literals: ReadonlySet<string>;
}

/**
 * Whether a command showed what the page prints. A hole in the expectation is a reason too (`invalid`), never
 * a match. Never throws, whatever the output holds.
 */
export function judge(input: Judgement): Judged {
  const isPrinted = input.printed !== undefined && input.mode !== 'none';
  const answer = isPrinted ? answerTo(input.mode, { ...input, printed: input.printed }) : { reasons: [] };
  const exit = exitReasons(input.exit, input.expectExit, {
    asPrinted: isPrinted && answer.reasons.length === 0,
  });
  const reasons = [...exit, ...answer.reasons];
  const matches = reasons.length === 0;
  return {
    matches,
    reasons,
    ...(answer.comparison && { comparison: answer.comparison }),
    bindings: matches ? (answer.bindings ?? input.bindings) : input.bindings,
  };
}

/** Exit statuses of a shell that could not run a program (POSIX, Shell Command Language, 2.8.2). */
const neverRan: Readonly<Record<number, NeverRan>> = { 126: 'not-executable', 127: 'not-found' };

function exitReasons(exit: number, expected: ExpectedExit, { asPrinted }: { asPrinted: boolean }): Reason[] {
  const why = neverRan[exit];
  const isExpected = expected === 'nonzero' ? exit !== 0 && why === undefined : exit === expected;
  if (isExpected) return [];
  return [
    {
      code: 'exit',
      expected: String(expected),
      actual: String(exit),
      ...(why && { neverRan: why }),
      ...(asPrinted && { asPrinted }),
    },
  ];
}

function answerTo(mode: Exclude<MatchMode, 'none'>, question: Question): Answer {
  const holes = problemsOf({ mode, printed: [question.printed] });
  if (holes.length > 0)
    return { reasons: holes.map(({ pageLine, detail }): Reason => ({ code: 'invalid', pageLine, detail })) };
  switch (mode) {
    case 'docs':
      return judgeDocs(question);
    case 'exact':
      return judgeExact(question);
    case 'contains':
      return judgeContains(question);
    case 'regex':
      return judgeRegex(question);
    case 'lines':
      return judgeLines(question);
    case 'unordered':
      return judgeUnordered(question);
    case 'json':
    case 'yaml':
      return judgeData(mode, question);
    case 'table':
      return judgeTable(question);
  }
}

function judgeDocs({ printed, actual, bindings, literals }: Question): Answer {
  const page = pageOf(printed, literals);
  const output = sheetOf(linesOf(actual));
  const after = docsBindings(page, output, bindings);
  return after ? { reasons: [], bindings: after } : explain(page, output, bindings, literals);
}
