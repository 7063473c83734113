import { constants } from 'node:os';
import { sameStopMs } from '../limits.ts';

/**
 * Aborts at the first SIGINT, SIGTERM or SIGHUP, so that the program ends in order; a later one ends it at
 * once. A later SIGHUP does not: shell, kernel and npm each send one when a terminal is closed. `onStop` says
 * what is being done meanwhile. With `drain`, SIGTERM lets that come to its end first; any other signal cuts
 * it short.
 */
export function stopSignal(onStop: () => void, drain?: () => Promise<void>): AbortSignal {
  const controller = new AbortController();
  let lastMs = Number.NEGATIVE_INFINITY;
  let isDraining = false;
  const stop = () => {
    if (controller.signal.aborted) return;
    onStop();
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const isSame = performance.now() - lastMs < sameStopMs;
      if (!isSame) lastMs = performance.now();
      if (controller.signal.aborted) {
        if (!isSame && signal !== 'SIGHUP') process.exit(128 + constants.signals[signal]);
      } else if (signal === 'SIGTERM' && drain && !isDraining) {
        isDraining = true;
        void drain().finally(stop);
      } else if (signal !== 'SIGTERM' || !isSame) stop();
    });
  }
  return controller.signal;
}
