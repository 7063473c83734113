import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../folders.ts';
import { contentKey } from './content-key.ts';
import { goPrograms } from './go-programs.ts';

/**
 * Folders with the kubectl and istioctl that were built for the local cluster. Shells on other clusters use
 * them if the machine has no such programs of its own. Empty if nothing was built yet. Builds nothing.
 */
export async function programFolder(): Promise<string[]> {
  const programs = await goPrograms();
  const built = ['kubectl', 'istioctl']
    .map((name) => programs.get(name)!)
    .filter(({ path }) => existsSync(path));
  if (built.length === 0) return [];
  const folder = join(
    cacheFolder(),
    'programs',
    `bin-${contentKey(Object.fromEntries(built.map(({ name, path }) => [name, path])))}`,
  );
  await mkdir(folder, { recursive: true });
  for (const { name, path } of built) {
    if (!existsSync(join(folder, name))) await symlink(path, join(folder, name)).catch(unlessExists);
  }
  return [folder];
}

function unlessExists(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error; // Another process made the link meanwhile.
}
