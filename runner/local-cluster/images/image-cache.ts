import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { contentKey } from '../build/content-key.ts';
import { installedVersions } from '../build/debian-packages.ts';
import type { GoProgram } from '../build/go-programs.ts';
import type { PythonEnvironment } from '../build/python-environment.ts';
import { cacheFolder, sourcePath } from '../folders.ts';
import { makeWebCa } from '../pki/pki.ts';
import { type ImageRecipe, imageCatalogue } from './catalogue.ts';
import { RootFolder } from './root-folder.ts';
import { writeImage } from './write-image.ts';

/** An image of the catalogue in the cache. The name of its folder contains a key of everything in it. */
export interface CachedImage {
  recipe: ImageRecipe;
  folder: string;
  tar: string;
  ready: boolean;
}

/**
 * The authority of the stand-ins. It is in the folder of the curl image, which trusts it: both are made
 * together, so they always fit.
 */
export function webCaPaths(curl: CachedImage): { certificate: string; key: string } {
  return { certificate: join(curl.folder, 'web-ca.crt'), key: join(curl.folder, 'web-ca.key') };
}

type Catalogue = Record<keyof typeof imageCatalogue, CachedImage>;

/** All images of the catalogue, made or not. */
export async function cachedImages(
  programs: Map<string, GoProgram>,
  envoy: PythonEnvironment,
): Promise<Catalogue> {
  const common = {
    ...(await imageSourceFiles()),
    debian: JSON.stringify([...(await installedVersions())].sort()),
  };
  const images = Object.entries(imageCatalogue).map(([id, recipe]) => {
    const builtFrom = recipe.programs.map((name) => programs.get(name)!.path.split('/').at(-2)).join();
    const key = contentKey({
      ...common,
      recipe: JSON.stringify(recipe),
      builtFrom,
      envoy: id === 'sidecar' ? envoy.key : '',
    });
    const folder = join(cacheFolder(), 'images', `${id}-${key}`);
    return [id, { recipe, folder, tar: join(folder, 'image.tar'), ready: existsSync(folder) }];
  });
  return Object.fromEntries(images) as Catalogue;
}

/** Makes one image in a folder next to its own and renames that folder when it is complete. */
export async function makeImage(
  image: CachedImage,
  programs: Map<string, GoProgram>,
  envoy: PythonEnvironment,
): Promise<void> {
  const parent = join(cacheFolder(), 'images');
  await mkdir(parent, { recursive: true });
  const unfinished = await mkdtemp(join(parent, 'unfinished-'));
  try {
    const webCa = image.recipe === imageCatalogue.curl ? await makeWebCa(unfinished) : '';
    const root = new RootFolder(join(unfinished, 'root'));
    await root.folder('/');
    await image.recipe.fill(root, { program: (name) => programs.get(name)!.path, envoy, webCa });
    const work = join(unfinished, 'work');
    await writeImage(image.recipe, { root: root.path, work, target: join(unfinished, 'image.tar') });
    await rm(root.path, { recursive: true });
    await rename(unfinished, image.folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Removes the remains of interrupted builds. Call it only while no other build can run. */
export async function removeUnfinishedImages(): Promise<void> {
  const parent = join(cacheFolder(), 'images');
  const names = existsSync(parent) ? await readdir(parent) : [];
  for (const name of names.filter((each) => each.startsWith('unfinished-'))) {
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

/**
 * The sources that make images. They are part of each image's key, so that a change builds the images again.
 */
async function imageSourceFiles(): Promise<Record<string, string>> {
  const names = [
    'catalogue.ts',
    'envoy-bootstrap.json.tmpl',
    'oci-layout.ts',
    'root-folder.ts',
    'write-image.ts',
  ];
  const files = names.map((name) => sourcePath('images', name));
  const entries = files.map(
    async (file) => [file.slice(sourcePath().length), await readFile(file, 'utf8')] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
