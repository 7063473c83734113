import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Ending } from '../../../runner/shell/execution/execution.ts';
import { Shell } from '../../../runner/shell/shell.ts';
import { temporaryFolder } from '../guides/temporary-folder.ts';

interface StartedShell {
  readonly shell: Shell;
  /** The folder in which the shell starts. */
  readonly folder: string;
  run(text: string, timeoutMs?: number, signal?: AbortSignal): Promise<{ ending: Ending; output: string }>;
  /** Runs a command that ends only by a signal. */
  sleepLong(): { readonly asleep: Promise<Ending>; readonly isBegun: Promise<void> };
}

/** A shell that ends with the test. `name`: the name of its private folder. */
export async function startShell(name = 'shell'): Promise<StartedShell> {
  const folder = temporaryFolder();
  const shell = await Shell.start({
    folder: join(folder, name),
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color', LC_ALL: 'C.UTF-8' },
    enter: [],
  });
  onTestFinished(() => shell.close());
  return {
    shell,
    folder,
    run: async (text, timeoutMs = 20_000, signal?: AbortSignal) => {
      let output = '';
      const ending = await shell.execute(text, {
        timeoutMs,
        ...(signal && { signal }),
        onText: (more) => (output += more),
      });
      return { ending, output: output.replaceAll('\r\n', '\n') };
    },
    sleepLong: () => {
      let asleep: Promise<Ending> = Promise.resolve({ how: 'died' });
      const isBegun = new Promise<void>((resolve) => {
        asleep = shell.execute('sh -c "echo begun; exec sleep 60"', {
          onText: (text) => text.includes('begun') && resolve(),
        });
      });
      return { asleep, isBegun };
    },
  };
}
