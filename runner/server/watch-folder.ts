import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { folderPollMs, folderPollShare } from '../limits.ts';

export interface FolderWatch {
  /** Called once at the start, and whenever files were added, changed, renamed or removed; never twice at the same time. */
  readonly onChange: () => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Watches the files below a folder until `signal` aborts. It polls: polling needs no kernel watches, which may run out (ENOSPC,
 * EMFILE), notices a file that an editor saves by renaming, and goes on when the folder is removed and created again.
 */
export async function watchFolder(folder: string, { onChange, signal }: FolderWatch): Promise<void> {
  let told: string | undefined;
  let last = await stateOf(folder);
  while (!signal.aborted) {
    const startedMs = performance.now();
    const now = await stateOf(folder);
    const lookMs = performance.now() - startedMs;
    // Editors write a file in several steps. If two polls see the same state, the file is whole.
    if (now === last && now !== told) {
      told = now;
      await onChange();
    }
    last = now;
    await pause(Math.max(folderPollMs, lookMs / folderPollShare), undefined, { signal, ref: false }).catch(() => {});
  }
}

/** A text that changes whenever a file below the folder changes. */
async function stateOf(folder: string): Promise<string> {
  // A folder that is gone has no files.
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const states = await Promise.all(
    names.sort().map(async (name) => {
      const { size, ino, mtimeMs, ctimeMs } = (await stat(join(folder, name)).catch(() => undefined)) ?? {};
      return `${name} ${size} ${ino} ${mtimeMs} ${ctimeMs}`;
    }),
  );
  return states.join('\n');
}
