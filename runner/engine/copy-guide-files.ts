import { chmodSync, copyFileSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { guideEntries } from '../../src/guide/guide-files.ts';
import { CallError } from '../errors.ts';

/**
 * Puts copies of a guide's files into a folder, over what a step has made of them there, with their permissions. None of them is a link, and links
 * that a step put in their place are replaced, not followed. Throws where one of the files cannot be copied for what it is.
 */
export function copyGuideFiles(from: string, to: string): void {
  const { entries, faults } = guideEntries(from);
  if (faults.length > 0) throw new CallError('guide-faults', faults.join('\n'));
  for (const { path, source, isFolder } of entries) {
    const place = join(to, path);
    const there = lstatSync(place, { throwIfNoEntry: false });
    if (there && !(isFolder && there.isDirectory())) rmSync(place, { recursive: true, force: true });
    if (isFolder) mkdirSync(place, { recursive: true });
    else copyFileSync(source, place);
  }
  // Only now: nothing can be put into a folder that may not be written to. The runner itself must be able to remove it.
  for (const { path, isFolder, mode } of entries) chmodSync(join(to, path), isFolder ? mode | 0o700 : mode);
}
