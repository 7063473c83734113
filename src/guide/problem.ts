import type { ProblemCode, WarningCode } from './errors/catalogue.ts';

/** A mistake in a guide that keeps Guiderail from running it. */
export interface Problem {
  readonly code: ProblemCode;
  readonly file: string;
  /** 1-based line in the file. */
  readonly line: number;
  /** What is wrong, and what to do. */
  readonly message: string;
}

/** A problem without its file, which the caller knows. */
export type PageProblem = Pick<Problem, 'code' | 'line' | 'message'>;

/** A probable mistake in a guide. The guide still runs. */
export interface Warning {
  readonly code: WarningCode;
  readonly file: string;
  /** 1-based line in the file. */
  readonly line: number;
  /** What is probably wrong, and what to do. */
  readonly message: string;
}

export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}: ${problem.message} [${problem.code}]`;
}

export function formatWarning({ file, line, message, code }: Warning): string {
  return `${file}:${line}: warning: ${message} [${code}]`;
}
