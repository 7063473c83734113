import { execFile } from 'node:child_process';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { DiskError } from '../disk-error.ts';

/**
 * The named pipe that a session's bash reads its lines from. Its terminal is not that way: a program that an earlier command left
 * in the background may read the terminal, and would get the lines. No program that bash starts inherits the pipe.
 */
export class CommandPipe {
  readonly #descriptor: number;
  #open = true;

  private constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** Throws a `DiskError` where there is no program `mkfifo`, or no room for the pipe. */
  static async make(path: string): Promise<CommandPipe> {
    await promisify(execFile)('mkfifo', ['-m', '600', path]).catch((error: NodeJS.ErrnoException) => {
      throw new DiskError(path, error);
    });
    // With both ends open here, opening never waits for bash and writing never fails because bash is gone.
    return new CommandPipe(openSync(path, constants.O_RDWR | constants.O_NONBLOCK));
  }

  /** All of the lines, or `false` and nothing where bash has left 64 KiB unread or the pipe is closed. */
  write(lines: string): boolean {
    if (!this.#open) return false;
    try {
      // At most PIPE_BUF bytes, so never a part of them (pipe(7)).
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
