import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { expect, onTestFinished } from 'vitest';
import { projectFolder } from '../../../runner/project.ts';
import { orphanedSessions } from '../../../runner/shell/containment/session-folder.ts';
import { mainFile } from './main-file.ts';

export interface StartedCall {
  readonly child: ChildProcess;
  /** All text that the program has printed so far. */
  readonly printed: () => string;
  /** Waits until the program has printed this text. */
  readonly has: (text: string) => Promise<void>;
  readonly ended: Promise<number | null>;
}

/**
 * Starts the command line as a user would, for tests that disturb it. It ends with the test at the latest.
 */
export function startGuiderail(args: readonly string[]): StartedCall {
  const child = spawn(process.execPath, [mainFile, ...args], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
    for (const folder of orphanedSessions().filter((each) => each.includes(`-${child.pid}-`)))
      rmSync(folder, { recursive: true, force: true });
  });
  return {
    child,
    printed: () => text,
    has: (wanted) => expect.poll(() => text, { timeout: 30_000, interval: 20 }).toContain(wanted),
    ended,
  };
}
