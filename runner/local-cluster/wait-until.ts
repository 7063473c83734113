import { setTimeout as pause } from 'node:timers/promises';
import { askAgainMs } from '../limits.ts';

/**
 * Checks a condition again and again until it returns something other than `undefined` or `false`, and
 * returns that. An error of the condition ends the wait. Throws if the time is over; `what` names the event
 * in the message.
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
      throw new Error(`timed out after ${Math.round(timeoutMs / 1000)} s waiting for ${what}`);
    await pause(askAgainMs, undefined, signal ? { signal } : {});
  }
}
