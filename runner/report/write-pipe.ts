import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { pipeReaderPollMs } from '../limits.ts';

/**
 * Writes to a named pipe (FIFO) as soon as somebody reads it; settles when all of it has been taken. Nothing else of the program waits meanwhile: a plain
 * open would hold up even its end. Rejects with the system's error, and where `signal` comes before a reader.
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
      // It has no reader yet.
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
      if (signal?.aborted) throw new Error('nobody read it until the run was stopped');
    }
    await pause(pipeReaderPollMs, undefined, { ...(signal && { signal }) }).catch(() => {});
  }
}
