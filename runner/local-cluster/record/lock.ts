import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';

export interface LockOptions {
  signal?: AbortSignal | undefined;
  /** Called if another process holds the lock. The promise resolves when that process releases it. */
  onWait?: (end: Promise<void>) => Promise<void>;
}

/**
 * Holds a machine-wide lock while `work` runs.
 *
 * The lock is a listening socket with an abstract name (unix(7)). The kernel closes it when its process ends,
 * even after a crash, so a lock is never left behind. Other processes connect to the socket. When it closes,
 * they try to take the lock.
 */
export async function withLock<T>(
  name: string,
  work: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const address = `\0guiderail-lock-${name}`;
  for (;;) {
    options.signal?.throwIfAborted();
    const held = await tryToHold(address);
    if (held) {
      try {
        return await work();
      } finally {
        await held.release();
      }
    }
    const end = untilReleased(address, options.signal);
    await (options.onWait ? options.onWait(end) : end);
  }
}

async function tryToHold(address: string): Promise<{ release: () => Promise<void> } | undefined> {
  const waiting = new Set<import('node:net').Socket>();
  const server: Server = createServer((socket) => {
    waiting.add(socket.unref());
    socket.on('error', () => {}).on('close', () => waiting.delete(socket));
  });
  try {
    server.listen(address);
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined;
    throw error;
  }
  server.unref();
  return {
    release: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of waiting) socket.destroy();
      }),
  };
}

function untilReleased(address: string, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    const stop = () => socket.destroy(signal!.reason as Error);
    signal?.addEventListener('abort', stop, { once: true });
    socket.on('error', (error) => signal?.aborted && reject(error));
    socket.on('close', () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    });
    socket.resume();
  });
}
