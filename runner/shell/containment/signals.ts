/** Sends a signal to each process. Ignores processes that have ended. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // The process has ended.
    }
  }
}

/** The same, and continues processes that were stopped (Ctrl-Z, SIGSTOP): they act on a signal only then. */
export function signalAndContinue(pids: readonly number[], signal: NodeJS.Signals): void {
  signalAll(pids, signal);
  signalAll(pids, 'SIGCONT');
}
