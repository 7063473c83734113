import { readingPollMs, silenceMs } from '../../limits.ts';

export interface InputWatch {
  /** The command printed something: it is not silent. */
  heard(): void;
  end(): void;
}

/** Tells, once after each stretch of output, that a silent command reads its terminal. */
export function watchForReading(shell: { readonly reads: boolean }, tell: () => void): InputWatch {
  let timer: NodeJS.Timeout | undefined;
  const wait = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => (shell.reads ? tell() : wait(readingPollMs)), ms);
  };
  wait(silenceMs);
  return { heard: () => wait(silenceMs), end: () => clearTimeout(timer) };
}
