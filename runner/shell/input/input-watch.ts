import { readingPollMs, silenceMs } from '../../limits.ts';

export interface InputWatch {
  /** Call it when the command printed something, so it is not silent. */
  printed(): void;
  end(): void;
}

/** Calls `onReading` when a silent command reads its terminal: once, and again after each further output. */
export function watchForReading(shell: { readonly reads: boolean }, onReading: () => void): InputWatch {
  let timer: NodeJS.Timeout | undefined;
  const wait = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => (shell.reads ? onReading() : wait(readingPollMs)), ms);
  };
  wait(silenceMs);
  return { printed: () => wait(silenceMs), end: () => clearTimeout(timer) };
}
