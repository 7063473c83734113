import { chmodSync, copyFileSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { guideEntries } from '../../../src/guide/page/guide-files.ts';
import { CallError } from '../../errors.ts';

/**
 * Copies a guide's files with their permissions into a folder, and replaces earlier copies that steps have
 * changed. A link is copied as the file that it names. A link that a step put in the place of a copy is
 * replaced, not followed. Throws a CallError if `guideEntries` has problems.
 */
export function copyGuideFiles(from: string, to: string): void {
  const { entries, problems } = guideEntries(from);
  if (problems.length > 0) throw new CallError('guide-faults', problems.join('\n'));
  for (const { path, source, isFolder } of entries) {
    const place = join(to, path);
    const there = lstatSync(place, { throwIfNoEntry: false });
    if (there && !(isFolder && there.isDirectory())) rmSync(place, { recursive: true, force: true });
    if (isFolder) mkdirSync(place, { recursive: true });
    else copyFileSync(source, place);
  }
  // Set modes last, because we cannot write to a read-only folder. Folders stay writable for us, so that we
  // can remove them.
  for (const { path, isFolder, mode } of entries) chmodSync(join(to, path), isFolder ? mode | 0o700 : mode);
}
