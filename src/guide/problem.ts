import type { ProblemCode, WarningCode } from './errors/catalogue.ts';

/**
 * A problem of a guide: what is wrong, where, and what to do. Reported, never thrown past the caller of
 * `parseGuide`.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** One or two sentences: what is wrong and what to do. */
  readonly message: string;
}

/** A problem of a page whose path the caller knows. */
export type PageProblem = Pick<Problem, 'code' | 'line' | 'message'>;

/** A probable mistake of the author. The guide still runs. */
export interface Warning {
  readonly code: WarningCode;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** One or two sentences: what is probably wrong and what to do. */
  readonly message: string;
}

export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}: ${problem.message} [${problem.code}]`;
}

export function formatWarning({ file, line, message, code }: Warning): string {
  return `${file}:${line}: warning: ${message} [${code}]`;
}
