import { execFile } from 'node:child_process';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { DiskError } from '../../io/disk-error.ts';

/**
 * The named pipe from which a session's bash reads its lines. Bash does not read them from the terminal,
 * because a background program of an earlier command may read the terminal and get them. No program that bash
 * starts inherits the pipe.
 */
export class CommandPipe {
  readonly #descriptor: number;
  #open = true;

  private constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** Throws a DiskError if there is no program `mkfifo` or no room for the pipe. */
  static async make(path: string): Promise<CommandPipe> {
    await promisify(execFile)('mkfifo', ['-m', '600', path]).catch((error: NodeJS.ErrnoException) => {
      throw new DiskError(path, error);
    });
    // We hold both ends, so opening never waits for bash and writing never fails because bash has ended.
    return new CommandPipe(openSync(path, constants.O_RDWR | constants.O_NONBLOCK));
  }

  /** Writes all lines; or none, and returns `false`, if bash has left 64 KiB unread or the pipe is closed. */
  write(lines: string): boolean {
    if (!this.#open) return false;
    try {
      // At most PIPE_BUF bytes, which the kernel writes whole or not at all (pipe(7)).
      writeSync(this.#descriptor, lines);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return false;
      throw error;
    }
  }

  close(): void {
    if (this.#open) closeSync(this.#descriptor);
    this.#open = false;
  }
}
