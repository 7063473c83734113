import type { ExecuteOptions } from '../shell-options.ts';
import type { Stopped } from './execution.ts';

/**
 * Calls `stop` when the time of a command is over or its signal aborts. Returns a function that ends the
 * waiting.
 */
export function stopOn({ timeoutMs, signal }: ExecuteOptions, stop: (how: Stopped) => void): () => void {
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => stop('timed-out'), timeoutMs);
  const cancel = () => stop('cancelled');
  signal?.addEventListener('abort', cancel, { once: true });
  return () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  };
}
