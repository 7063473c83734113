import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../folders.ts';
import { runProgram } from '../run-program.ts';
import type { GoProgram } from './go-programs.ts';

function goEnvironment(cache = cacheFolder()): NodeJS.ProcessEnv {
  return {
    ...process.env,
    CGO_ENABLED: '0',
    GOFLAGS: '',
    GOWORK: 'off',
    GOTOOLCHAIN: 'local',
    GOMODCACHE: join(cache, 'go', 'mod'),
    GOCACHE: join(cache, 'go', 'build'),
  };
}

/** Builds a program next to its path and moves it there when it is complete. */
export async function buildGoProgram(
  program: GoProgram,
  note: (text: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const unfinished = `${program.path}.unfinished`;
  await mkdir(dirname(program.path), { recursive: true });
  await rm(unfinished, { force: true }); // go build refuses to replace a file that is no program.
  await runProgram('go', ['build', ...program.flags, '-o', unfinished, program.package], {
    cwd: program.moduleFolder,
    env: goEnvironment(),
    signal,
    onErrorLine: (line) => line.startsWith('go: downloading') && note(line.slice('go: '.length)),
  });
  await rename(unfinished, program.path);
}

/**
 * Whether to delete Go's module cache and build cache. `GUIDERAIL_KEEP_GO_CACHE` keeps them, for people who
 * work on the programs.
 */
export function deletesGoCaches(): boolean {
  return !process.env.GUIDERAIL_KEEP_GO_CACHE && existsSync(join(cacheFolder(), 'go'));
}

/** Deletes Go's module cache and build cache, about 10 GB. */
export async function deleteGoCaches(): Promise<void> {
  const folder = join(cacheFolder(), 'go');
  await runProgram('go', ['clean', '-modcache'], { env: goEnvironment() }); // The module cache is read-only.
  await rm(folder, { recursive: true, force: true });
}
