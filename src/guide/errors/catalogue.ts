/**
 * The catalogue of all error codes. Each section of the page *Errors* is a file of this folder; a new code is
 * an entry in one of these files.
 */
import { callErrors } from './call-errors.ts';
import { commandProblems } from './command-problems.ts';
import type { ErrorGroup } from './error-group.ts';
import { pageProblems } from './page-problems.ts';
import { refusals } from './refusals.ts';
import { runnerErrors } from './runner-errors.ts';
import { stepProblems } from './step-problems.ts';
import { targetErrors } from './target-errors.ts';
import { warnings } from './warnings.ts';

const groups = {
  pageProblems,
  stepProblems,
  commandProblems,
  warnings,
  callErrors,
  targetErrors,
  runnerErrors,
  refusals,
} as const satisfies Record<string, ErrorGroup>;

type CodeIn<Name extends keyof typeof groups> = {
  [Each in Name]: keyof (typeof groups)[Each]['entries'];
}[Name];

/** Codes of problems of a guide: no guide is run. */
export type ProblemCode = CodeIn<'pageProblems' | 'stepProblems' | 'commandProblems'>;
/** Codes of warnings about a guide, which runs all the same. */
export type WarningCode = CodeIn<'warnings'>;
/** Codes of wrong calls. */
export type CallErrorCode = CodeIn<'callErrors'>;
/** Codes of errors of the runner or the cluster, which say nothing about the page. */
export type TargetErrorCode = CodeIn<'targetErrors' | 'runnerErrors'>;
/** Codes of requests that the runner refused. */
export type RefusalCode = CodeIn<'refusals'>;

/** All groups, in the order of the page *Errors*. */
export const errorCatalogue: readonly ErrorGroup[] = Object.values(groups);

/** Whether a code is in the catalogue. The system and libraries have other codes, such as `ENOENT`. */
export function isCatalogued(code: unknown): code is string {
  return typeof code === 'string' && errorCatalogue.some(({ entries }) => Object.hasOwn(entries, code));
}
