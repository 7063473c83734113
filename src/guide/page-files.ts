import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The paths of all pages below `content/`, with `/`, sorted. What begins with a dot is hidden, as editors' own files are, and `NAME.files/` has the files of
 * a guide. The site's loader follows links, and so they are followed here.
 */
export function pagePaths(contentDir: string): string[] {
  return pagesIn(contentDir, '', new Set()).sort();
}

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
