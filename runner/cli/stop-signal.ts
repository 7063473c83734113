import { constants } from 'node:os';
import { sameStopMs } from '../limits.ts';

/**
 * Returns a signal that aborts at the first SIGINT, SIGTERM or SIGHUP, so that the program can end normally.
 * A later signal ends the program at once, except SIGHUP: when a terminal is closed, shell, kernel and npm
 * each send one. `onStop` tells the user what happens now. With `drain`, SIGTERM waits for it before it
 * aborts, and any other signal ends this wait.
 */
export function stopSignal(onStop: () => void, drain?: () => Promise<void>): AbortSignal {
  const controller = new AbortController();
  let phase: 'running' | 'draining' | 'stopping' = 'running';
  let lastMs = Number.NEGATIVE_INFINITY;
  const stop = () => {
    if (phase === 'stopping') return;
    phase = 'stopping';
    onStop();
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const isSame = performance.now() - lastMs < sameStopMs;
      if (!isSame) lastMs = performance.now();
      if (phase === 'stopping') {
        if (!isSame && signal !== 'SIGHUP') process.exit(128 + constants.signals[signal]);
      } else if (signal === 'SIGTERM' && drain && phase === 'running') {
        phase = 'draining';
        void drain().finally(stop);
      } else if (signal !== 'SIGTERM' || !isSame) stop();
    });
  }
  return controller.signal;
}
