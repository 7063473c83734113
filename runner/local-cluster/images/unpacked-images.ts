import { existsSync } from 'node:fs';
import { copyFile, glob, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { contentKey } from '../build/content-key.ts';
import { cacheFolder } from '../folders.ts';
import { withLock } from '../record/lock.ts';
import { runProgram } from '../run-program.ts';
import type { CachedImage } from './image-cache.ts';

/**
 * containerd's folder with every image unpacked, in the cache: a cluster links the files (0.2 s) instead of
 * unpacking them anew (5 s of processor time). Layers and blobs are never written again, and whoever removes
 * one removes his own link.
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
   * Makes `target`, which is not there yet. `false`, and none made, where that cannot be: on another disk, or
   * if another version's replace them just now.
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

  /**
   * Takes over what is in `source`, of a containerd that does not run, in place of all that was kept before.
   */
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
const lasting = new Set(['blobs', 'snapshots']);

/** The databases beside them are: those are copied. */
async function linkFolder(source: string, target: string): Promise<void> {
  await runProgram('cp', ['--archive', '--link', source, target]);
  for await (const name of glob('**', { cwd: target, exclude: (path) => lasting.has(basename(path)) })) {
    const file = join(target, name);
    if (!(await stat(file)).isFile()) continue;
    await copyFile(file, `${file}.own`);
    await rename(`${file}.own`, file);
  }
}
