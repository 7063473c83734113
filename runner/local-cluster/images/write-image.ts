import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runProgram } from '../run-program.ts';
import { blobPath, type ImageConfig, ociLayout } from './oci-layout.ts';

/** Options of tar that give the same bytes for the same folder: fixed order, owner and time. */
const reproducible = [
  '--sort=name',
  '--mtime=@0',
  '--owner=0',
  '--group=0',
  '--numeric-owner',
  '--format=gnu',
  '--mode=a+rX',
];

/**
 * Writes an image as the tar file `target`. `root`: the folder with its files. `work`: the path of a
 * temporary folder, which this function creates and deletes.
 */
export async function writeImage(
  image: { name: string; config: ImageConfig },
  { root, work, target }: { root: string; work: string; target: string },
): Promise<void> {
  const layout = join(work, 'layout');
  const layerTar = join(work, 'layer.tar');
  await mkdir(join(layout, 'blobs/sha256'), { recursive: true });
  await tar(root, layerTar);
  const layer = { sha256: await fileSha256(layerTar), sizeBytes: (await stat(layerTar)).size };
  await rename(layerTar, join(layout, blobPath(layer.sha256)));
  for (const [path, text] of Object.entries(ociLayout(image.name, image.config, layer))) {
    await writeFile(join(layout, path), text);
  }
  await mkdir(dirname(target), { recursive: true });
  await tar(layout, target);
  await rm(work, { recursive: true });
}

async function tar(folder: string, target: string): Promise<void> {
  await runProgram('tar', ['--create', `--file=${target}`, ...reproducible, `--directory=${folder}`, '.']);
}

async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
