import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { filesOf, guideEntries, recordingOf } from './guide-files.ts';

/**
 * Tells apart what a page was made from: its text, its recording and its files, whatever its name is. The built page has it, and so does the runner, which
 * tells an open page in this way that another text was built since. SHA-256, cut to 16 hexadecimal digits.
 */
export function pageDigest(file: string): string {
  const hash = createHash('sha256').update(readFileSync(file)).update('\0');
  const recording = recordingOf(file);
  if (existsSync(recording)) hash.update(readFileSync(recording));
  for (const { path, source, isFolder } of guideEntries(filesOf(file)).entries) if (!isFolder) hash.update(`\0${path}\0`).update(readFileSync(source));
  return hash.digest('hex').slice(0, 16);
}
