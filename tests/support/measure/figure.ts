import type { RunnerTestCase } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    figure?: string;
  }
}

/** Notes in words what a test measured. `tests/run-project.ts` prints it after the test's name. */
export function figure(task: Readonly<RunnerTestCase>, text: string): void {
  task.meta.figure = text;
}
