import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The paths of all pages below `content/`, relative to it, separated by `/` and sorted. Leaves out names that
 * begin with a dot, such as files of editors, and the folders `NAME.files/` with the files of guides. Follows
 * symbolic links, as the loader of the site does.
 */
export function pagePaths(contentDir: string): string[] {
  return pagesIn(contentDir, '', new Set()).sort();
}

/** `above`: the real paths of the folders around this one, to stop at circles of links. */
function pagesIn(contentDir: string, folder: string, above: ReadonlySet<string>): string[] {
  const real = realpathSync(join(contentDir, folder));
  if (above.has(real)) return [];
  return readdirSync(real, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}${entry.name}`;
    if (entry.name.startsWith('.') || entry.name.endsWith('.files')) return [];
    const kind = kindOf(entry, join(real, entry.name));
    if (kind === 'folder') return pagesIn(contentDir, `${path}/`, new Set([...above, real]));
    return kind === 'file' && path.endsWith('.mdx') ? [path] : [];
  });
}

function kindOf(entry: Dirent, place: string): 'file' | 'folder' | 'other' {
  const what = entry.isSymbolicLink() ? statSync(place, { throwIfNoEntry: false }) : entry;
  if (what?.isDirectory()) return 'folder';
  return what?.isFile() ? 'file' : 'other';
}
