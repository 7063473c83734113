import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { filesOf, guideEntries, recordingOf } from './guide-files.ts';

/**
 * A digest of the sources of a page: its text, its recording and its files, but not its name. The built page
 * and the runner have it; an open page compares the two to notice that another text was built since. SHA-256,
 * cut to 16 hexadecimal digits.
 */
export function pageDigest(file: string): string {
  const hash = createHash('sha256').update(readFileSync(file)).update('\0');
  const recording = recordingOf(file);
  if (existsSync(recording)) hash.update(readFileSync(recording));
  for (const { path, source, isFolder } of guideEntries(filesOf(file)).entries)
    if (!isFolder) hash.update(`\0${path}\0`).update(readFileSync(source));
  return hash.digest('hex').slice(0, 16);
}
