import { isAlive } from '../../kernel/process-stat.ts';
import { watchEveryMs } from '../../limits.ts';
import type { RecordedProcess } from '../record/record.ts';

/**
 * Calls `onEnd` once, with the first process that ends. The list may grow meanwhile. Returns a function that
 * stops the watch.
 */
export function watchProcesses(
  processes: readonly RecordedProcess[],
  onEnd: (gone: RecordedProcess) => void,
): () => void {
  const timer = setInterval(() => {
    const gone = processes.find((process) => !isAlive(process));
    if (!gone) return;
    clearInterval(timer);
    onEnd(gone);
  }, watchEveryMs).unref();
  return () => clearInterval(timer);
}
