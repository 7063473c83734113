/** The error that this folder throws on purpose. Its message says what happened and what to do. */
export class LocalClusterError extends Error {
  override name = 'LocalClusterError';
  readonly code: LocalClusterErrorCode;

  constructor(code: LocalClusterErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export type LocalClusterErrorCode = 'no-local-cluster' | 'bad-cluster-name' | 'part-failed' | 'cluster-taken';

/** A process of the cluster failed. Its log says more. */
export class ProcessError extends Error {
  override name = 'ProcessError';
  readonly part: string;
  readonly log: { path: string; tail: string };

  constructor(part: string, message: string, log: { path: string; tail: string }) {
    super(message);
    this.part = part;
    this.log = log;
  }
}

/**
 * An error that says which part failed and why, with the last lines of its log, and what to do. Passes on a
 * LocalClusterError and an abort as they are.
 */
export function partFailed(part: string, cause: unknown): Error {
  if (cause instanceof LocalClusterError || isAbort(cause)) return cause as Error;
  const reason = (cause instanceof Error ? cause.message : String(cause)).trim();
  const log = cause instanceof ProcessError ? `\nLast lines of ${cause.log.path}:\n${cause.log.tail}` : '';
  const name = cause instanceof ProcessError ? cause.part : part;
  const next = 'Fix the cause. Then "npx guiderail cluster up" tries again and keeps what was already built.';
  return new LocalClusterError(
    'part-failed',
    `The local cluster's part "${name}" failed: ${reason}${log}\n${next}`,
    { cause },
  );
}

/** Whether an error only says that an AbortSignal was aborted. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
}

/** The error for a cluster of another cache. `stateFolder`: the folder of that cluster. */
export function takenByAnother(name: string, stateFolder: string): LocalClusterError {
  return new LocalClusterError(
    'cluster-taken',
    `The local cluster "${name}" on this machine belongs to another cache, in ${stateFolder}: choose ` +
      'another --name, or set GUIDERAIL_CACHE to that cache.',
  );
}
