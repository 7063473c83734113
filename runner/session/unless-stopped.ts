export class StoppedError extends Error {}

/**
 * Returns the result of the work. Throws a StoppedError as soon as the signal aborts, without waiting for the
 * work.
 */
export async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const over = new AbortController();
  const stopped = new Promise<never>((_, reject) => {
    const stop = () => reject(new StoppedError('Stopped.'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true, signal: over.signal });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    over.abort();
  }
}
