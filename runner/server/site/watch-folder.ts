import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { folderPollMs, folderPollShare, slowFolderPollMs } from '../../limits.ts';
import { contentFiles } from './content-files.ts';

export interface FolderChange {
  /**
   * Files that were added, changed or removed since the last call, relative to the folder. Empty at the first
   * call.
   */
  readonly paths: readonly string[];
  /** Whether the files are still as they were at this call. If not, another call follows. */
  readonly isStill: () => Promise<boolean>;
}

export interface FolderWatch {
  /**
   * Called once at the start, and whenever files were added, changed, renamed or removed; never twice at the
   * same time.
   */
  readonly onChange: (change: FolderChange) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Watches the files below a folder until `signal` aborts. It polls: polling needs no kernel watches, which
 * may run out (ENOSPC, EMFILE), notices a file that an editor saves by renaming, and goes on when the folder
 * is removed and created again.
 */
export async function watchFolder(folder: string, { onChange, signal }: FolderWatch): Promise<void> {
  let reported: FolderState | undefined;
  let last = await stateOf(folder);
  while (!signal.aborted) {
    const startedMs = performance.now();
    const now = await stateOf(folder);
    const lookMs = performance.now() - startedMs;
    // Editors write a file in several steps. If two polls see the same state, the file is whole.
    if (isSame(now, last) && !(reported && isSame(now, reported))) {
      const paths = reported ? differences(reported, now) : [];
      reported = now;
      await onChange({ paths, isStill: async () => isSame(now, await stateOf(folder)) });
    }
    last = now;
    await pause(Math.min(Math.max(folderPollMs, lookMs / folderPollShare), slowFolderPollMs), undefined, {
      signal,
      ref: false,
    }).catch(() => {});
  }
}

/**
 * A text for each path, which changes whenever the file changes. It includes `ctime`, which no program can
 * set, so it also changes on a save that keeps size and `mtime`.
 */
type FolderState = ReadonlyMap<string, string>;

async function stateOf(folder: string): Promise<FolderState> {
  const paths = await contentFiles(folder);
  const states = paths.map(async (path): Promise<[string, string]> => {
    const { size, ino, mtimeMs, ctimeMs } = (await stat(join(folder, path)).catch(() => undefined)) ?? {};
    return [path, `${size} ${ino} ${mtimeMs} ${ctimeMs}`];
  });
  return new Map(await Promise.all(states));
}

function isSame(one: FolderState, other: FolderState): boolean {
  return differences(one, other).length === 0;
}

function differences(before: FolderState, after: FolderState): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .sort();
}
