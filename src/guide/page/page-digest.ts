import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { filesOf, guideEntries, recordingOf } from './guide-files.ts';

/**
 * A digest of the text, the recording and the files of a page, but not of its name: the first 16 hexadecimal
 * digits of a SHA-256. An open page compares its own digest with the runner's, to notice that the page was
 * built again from another text.
 */
export function pageDigest(file: string): string {
  const hash = createHash('sha256').update(readFileSync(file)).update('\0');
  const recording = recordingOf(file);
  if (existsSync(recording)) hash.update(readFileSync(recording));
  for (const { path, source, isFolder } of guideEntries(filesOf(file)).entries)
    if (!isFolder) hash.update(`\0${path}\0`).update(readFileSync(source));
  return hash.digest('hex').slice(0, 16);
}
