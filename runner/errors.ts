/** Exit statuses of the command line (design: public, stable). */
export const exitStatus = { passed: 0, notPassed: 1, wrongCall: 2, broken: 3, leftovers: 4 } as const;
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

/** The guide or the call is wrong: one or two sentences, what and what to do. */
export class CallError extends Error {
  readonly exit = exitStatus.wrongCall;
}

/** The runner or the cluster broke, or cannot be used: nothing is said about the page. */
export class TargetError extends Error {
  readonly exit = exitStatus.broken;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
