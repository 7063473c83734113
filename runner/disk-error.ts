import { TargetError } from './errors.ts';

/** A file of ours could not be written: what was asked for did not begin, and nothing is said about the page. */
export class DiskError extends TargetError {
  readonly next: string;

  constructor(file: string, error: NodeJS.ErrnoException) {
    const isFull = error.code === 'ENOSPC' || error.code === 'EDQUOT';
    super('not-written', isFull ? `There is no room left on the disk for ${file}.` : `${file} could not be written: ${error.message}.`);
    this.next = `${isFull ? 'Make room there' : 'See that it can be written'}, then run the step again.`;
  }
}

/** Does what writes `file`; a failure is told with the file's name and what to do. */
export function writing<T>(file: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? new DiskError(file, error as NodeJS.ErrnoException) : error;
  }
}
