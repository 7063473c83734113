import type { RunnerTestCase } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    figure?: string;
  }
}

/** What a fault test measured, in words: `tests/run.ts` prints it behind the test's name. */
export function figure(task: Readonly<RunnerTestCase>, text: string): void {
  task.meta.figure = text;
}
