import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The paths of all files below the folder of the pages that a page can be made from, with `/`, sorted.
 * Follows links. Leaves out the temporary files of editors, such as `.x.mdx.swp` and `x.mdx~`; in
 * `GUIDE.files/` every file is the guide's. A folder that is not there has no files.
 */
export async function contentFiles(folder: string): Promise<string[]> {
  return (await filesIn(folder, '', new Set())).sort();
}

async function filesIn(folder: string, path: string, above: ReadonlySet<string>): Promise<string[]> {
  const real = await realpath(join(folder, path)).catch(() => undefined);
  if (real === undefined || above.has(real)) return [];
  const entries = await readdir(real, { withFileTypes: true }).catch(() => []);
  const found = entries.map(async (entry) => {
    const name = `${path}${entry.name}`;
    if (isEditorsOwn(entry.name) && !path.includes('.files/')) return [];
    const what = entry.isSymbolicLink() ? await stat(join(real, entry.name)).catch(() => undefined) : entry;
    if (what?.isDirectory()) return filesIn(folder, `${name}/`, new Set([...above, real]));
    return what?.isFile() ? [name] : [];
  });
  return (await Promise.all(found)).flat();
}

function isEditorsOwn(name: string): boolean {
  return /^\.|~$|^#.*#$/.test(name);
}
