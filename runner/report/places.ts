import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { CallError, messageOf } from '../errors.ts';
import { realFile, tryFolderOf } from '../io/replace-file.ts';

/** A file that a call will write. `what`: the option that names it, such as `--reporter junit=out.xml`. */
export interface Place {
  readonly what: string;
  readonly file: string;
}

/**
 * Throws a CallError unless all files can be written. It runs before the first step, so that no results are
 * lost. `read`: files that the call reads, such as guides, and must not overwrite.
 */
export function requirePlaces(places: readonly Place[], read: readonly string[]): void {
  const takenBy = new Map(read.map((file) => [realFile(file), `${file} is read by this call`]));
  for (const { what, file } of places) {
    const why = whyNot(file);
    if (why !== undefined) throw new CallError('no-place', `${what}: ${why}`);
    // Several reports may write to the same pipe or device.
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) continue;
    const path = realFile(file);
    const taken = takenBy.get(path);
    if (taken !== undefined) throw new CallError('no-place', `${what}: ${taken}. Name another file.`);
    takenBy.set(path, `${what} writes the same file`);
  }
}

function whyNot(file: string): string | undefined {
  const folder = dirname(file);
  try {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      return `there is no folder ${folder}. Make it, or name another file.`;
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isDirectory()) return `${file} is a folder. Name a file.`;
    if (found) accessSync(file, constants.W_OK);
    if (found === undefined || found.isFile()) tryFolderOf(file);
    return undefined;
  } catch (error) {
    return `${file} cannot be written: ${messageOf(error)}. Name another file, or make this one writable.`;
  }
}
