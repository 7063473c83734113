import { type CallErrorCode, isCatalogued, type TargetErrorCode } from '../src/guide/errors/catalogue.ts';

/** Exit statuses of the command line. Scripts and CI depend on them, so they never change. */
export const exitStatus = { passed: 0, notPassed: 1, wrongCall: 2, broken: 3, leftovers: 4 } as const;
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

/** The guide or the call is wrong. The message says in one or two sentences what is wrong and what to do. */
export class CallError extends Error {
  readonly exit = exitStatus.wrongCall;
  readonly code: CallErrorCode;

  constructor(code: CallErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The runner or the cluster broke or cannot be used, so nothing is said about the page. */
export class TargetError extends Error {
  readonly exit = exitStatus.broken;
  readonly code: TargetErrorCode;

  constructor(code: TargetErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * This runner lost the cluster, or the right to write to it. The code that catches this error adds which
 * steps had written.
 */
export class NotOursError extends TargetError {
  /** One sentence that says what to do. */
  readonly next: string;

  constructor(code: TargetErrorCode, message: string, next: string) {
    super(code, message);
    this.next = next;
  }
}

/** Another cluster answers at the target's address. It has no object that was made in the first one. */
export class ReplacedError extends NotOursError {
  constructor(message: string) {
    super(
      'cluster-replaced',
      message,
      'Start again, so that the session is tied to the cluster that is there now.',
    );
  }
}

/** This runner lost its Lease: another runner holds the Lease, or it was deleted. */
export class LeaseLostError extends NotOursError {
  constructor(message: string) {
    super('lease-lost', message, 'Wait until no other runner works on the cluster, then run it again.');
  }
}

/** The cluster refuses the request, because the user has no right to it. */
export class ForbiddenError extends TargetError {
  constructor(message: string) {
    super('cluster-refused', message);
  }
}

/** Turns a ForbiddenError of a read into `undefined`, and throws any other error. Use it with `catch`. */
export function nothingIfForbidden(error: unknown): undefined {
  if (!(error instanceof ForbiddenError)) throw error;
}

/** Another runner works in the cluster. The message names it. */
export class BusyError extends TargetError {
  constructor(message: string) {
    super('cluster-busy', message);
  }
}

/** The cluster does not answer at all. `why`: the connection's own error, such as `ECONNREFUSED`. */
export class UnreachableError extends TargetError {
  readonly why: string;

  constructor(host: string, why: string) {
    super(
      'cluster-unreachable',
      `The cluster at ${host} does not answer: ${why}. Check that it runs and that the context is right.`,
    );
    this.why = why;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The message and, in brackets, its code in the error catalogue. An error without a code is `unexpected`. */
export function messageWithCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error && isCatalogued(error.code) ? error.code : undefined;
  if (code === undefined && error instanceof Error && 'exit' in error) return error.message;
  return `${messageOf(error)} [${code ?? 'unexpected'}]`;
}
