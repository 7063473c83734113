import { messageOf, TargetError } from '../errors.ts';

/** The runner could not write one of its files. The step did not begin, so nothing is said about the page. */
export class DiskError extends TargetError {
  readonly next: string;

  constructor(file: string, error: NodeJS.ErrnoException) {
    super(
      'not-written',
      isFull(error)
        ? `There is no room left on the disk for ${file}.`
        : `${file} could not be written: ${error.message}.`,
    );
    this.next = `${isFull(error) ? 'Make room there' : 'Make the file writable'}, then run the step again.`;
  }
}

/**
 * The work was done, but a result (a report, a recording, a blessed guide) could not be written. `what`
 * names it: `The report junit could not be written to x.xml`.
 */
export class ResultError extends TargetError {
  constructor(what: string, error: unknown) {
    super('result-not-written', `${what}: ${whyNotWritten(error)}.`);
  }
}

/** Calls `write`, which writes `file`. Turns an error of the system into a DiskError. */
export function writing<T>(file: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw error instanceof Error && 'syscall' in error
      ? new DiskError(file, error as NodeJS.ErrnoException)
      : error;
  }
}

function whyNotWritten(error: unknown): string {
  if (isFull(error)) return 'there is no room left on the disk';
  return codeOf(error) === 'EPIPE' ? 'its reader has ended' : messageOf(error);
}

function isFull(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOSPC' || code === 'EDQUOT';
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
