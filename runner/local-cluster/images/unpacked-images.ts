import { existsSync } from 'node:fs';
import { copyFile, glob, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { contentKey } from '../build/content-key.ts';
import { cacheFolder } from '../folders.ts';
import { withLock } from '../record/lock.ts';
import { runProgram } from '../run-program.ts';
import type { CachedImage } from './image-cache.ts';

/**
 * A copy of containerd's folder with every image unpacked, in the cache. A cluster makes hard links to its
 * files, which takes 0.2 s; to unpack the images again would take 5 s of processor time. containerd never
 * writes into a layer or blob again, and removing one removes only the cluster's link.
 */
export class UnpackedImages {
  readonly #folder: string;

  constructor(images: readonly CachedImage[], snapshotter: string) {
    const key = contentKey({ snapshotter, images: images.map(({ folder }) => basename(folder)).join('\n') });
    this.#folder = join(cacheFolder(), 'unpacked', key);
  }

  get ready(): boolean {
    return existsSync(this.#folder);
  }

  /**
   * Makes the folder `target` from the copy. Returns `false` and makes nothing if that is impossible: there
   * is no copy, it is on another disk, or another process replaces it at the moment.
   */
  async linkTo(target: string): Promise<boolean> {
    if (!this.ready) return false;
    try {
      await linkFolder(this.#folder, target);
      return true;
    } catch {
      await rm(target, { recursive: true, force: true });
      return false;
    }
  }

  /** Makes the copy from `source`, the folder of a containerd that does not run. Deletes earlier copies. */
  async keep(source: string): Promise<void> {
    const parent = dirname(this.#folder);
    await mkdir(parent, { recursive: true });
    await withLock(`unpacked-${contentKey({ parent })}`, async () => {
      if (this.ready) return;
      for (const earlier of await readdir(parent))
        await rm(join(parent, earlier), { recursive: true, force: true });
      const unfinished = await mkdtemp(join(parent, 'unfinished-'));
      await linkFolder(source, join(unfinished, 'containerd'));
      await rename(join(unfinished, 'containerd'), this.#folder);
      await rm(unfinished, { recursive: true });
    });
  }
}

/** Folders whose files are never written again. */
const constantFolders = new Set(['blobs', 'snapshots']);

/** Links the files of a folder. Copies the databases, because containerd writes into them again. */
async function linkFolder(source: string, target: string): Promise<void> {
  await runProgram('cp', ['--archive', '--link', source, target]);
  for await (const name of glob('**', {
    cwd: target,
    exclude: (path) => constantFolders.has(basename(path)),
  })) {
    const file = join(target, name);
    if (!(await stat(file)).isFile()) continue;
    await copyFile(file, `${file}.own`);
    await rename(`${file}.own`, file);
  }
}
