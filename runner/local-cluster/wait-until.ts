import { setTimeout as pause } from 'node:timers/promises';
import { askAgainMs } from '../limits.ts';

/**
 * Asks `condition` again until it gives something other than `undefined` or `false`, and returns that.
 * An error that the condition throws ends the wait; a question that may fail has to catch its own.
 */
export async function waitUntil<T>(
  what: string,
  timeoutMs: number,
  condition: () => Promise<T | undefined | false> | T | undefined | false,
  signal?: AbortSignal,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    const answer = await condition();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > end)
      throw new Error(`${what} did not come within ${Math.round(timeoutMs / 1000)} s`);
    await pause(askAgainMs, undefined, signal ? { signal } : {});
  }
}
