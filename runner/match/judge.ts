import type { ExpectedExit, MatchMode, Printed } from '../../src/guide/model.ts';
import type { Bindings, Comparison, NeverRan, Reason } from '../../src/guide/outcome.ts';
import type { Mode } from './modes/mode.ts';
import { modeOf } from './modes/modes.ts';
import { holesIn } from './problems.ts';
import type { Answer, Question } from './question.ts';

export interface Judged {
  readonly matches: boolean;
  /** Empty exactly when the output matches. */
  readonly reasons: readonly Reason[];
  readonly comparison?: Comparison;
  /** The bindings after this output. They are as before when the output does not match. */
  readonly bindings: Bindings;
}

export interface Judgement {
  readonly mode: MatchMode;
  /** The printed output for the target's versions. Undefined: only the exit status is judged. */
  readonly printed: Printed | undefined;
  /** The output as the command wrote it, with colours and carriage returns. */
  readonly actual: string;
  readonly exit: number;
  readonly expectExit: ExpectedExit;
  readonly bindings: Bindings;
  /** The values in the guide's own commands: see `literalsOf`. */
  readonly literals: ReadonlySet<string>;
}

/**
 * Whether a command showed what the page prints. A hole in the expectation is a reason too (`invalid`), never
 * a match. Never throws, whatever the output holds.
 */
export function judge(input: Judgement): Judged {
  const mode = modeOf(input.mode);
  const { printed } = input;
  const answer = mode && printed && answerOf(mode, { ...input, printed });
  const exit = exitReasons(input.exit, input.expectExit, {
    asPrinted: answer?.reasons.length === 0,
  });
  const reasons = [...exit, ...(answer?.reasons ?? [])];
  const matches = reasons.length === 0;
  return {
    matches,
    reasons,
    ...(answer?.comparison && { comparison: answer.comparison }),
    bindings: matches ? (answer?.bindings ?? input.bindings) : input.bindings,
  };
}

/** The exit statuses of a shell that could not run a program (POSIX, Shell Command Language, 2.8.2). */
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

function answerOf(mode: Mode, question: Question): Answer {
  const holes = holesIn(mode, question.printed);
  if (holes.length === 0) return mode.judge(question);
  return { reasons: holes.map(({ pageLine, detail }): Reason => ({ code: 'invalid', pageLine, detail })) };
}
