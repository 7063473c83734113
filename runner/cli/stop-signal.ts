import { constants } from 'node:os';

/** One Ctrl-C reaches the program twice: from the terminal and through the program that started it. */
const sameStopMs = 1000;

/**
 * Aborts at the first SIGINT, SIGTERM or SIGHUP, after which the program ends in order; a later one ends it at once.
 * `onStop` says what is being done meanwhile.
 */
export function stopSignal(onStop: () => void): AbortSignal {
  const controller = new AbortController();
  let firstMs = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!controller.signal.aborted) {
        firstMs = performance.now();
        onStop();
        controller.abort();
      } else if (performance.now() - firstMs > sameStopMs) process.exit(128 + constants.signals[signal]);
    });
  }
  return controller.signal;
}
