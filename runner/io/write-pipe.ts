import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { pipeReaderPollMs } from '../limits.ts';

/**
 * Writes to a named pipe (FIFO) once it has a reader; settles when the reader has read all of the text. It
 * never blocks the program, because no signal could end a blocking open. Rejects with the system's error, or
 * if `signal` aborts before there is a reader.
 */
export async function writePipe(file: string, text: string, signal?: AbortSignal): Promise<void> {
  const pipe = new Socket({ fd: await openPipe(file, signal), readable: false, writable: true });
  await new Promise<void>((resolve, reject) => {
    pipe.on('error', reject);
    pipe.end(text, resolve);
  });
}

async function openPipe(file: string, signal?: AbortSignal): Promise<number> {
  for (;;) {
    try {
      return openSync(file, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      // ENXIO: the pipe has no reader yet (open(2)).
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
      if (signal?.aborted) throw new Error('no program read it before the run was stopped');
    }
    await pause(pipeReaderPollMs, undefined, { ...(signal && { signal }) }).catch(() => {});
  }
}
