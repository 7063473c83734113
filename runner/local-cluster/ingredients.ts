import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { buildGoProgram, deleteGoCaches, deletesGoCaches } from './build/build-go-program.ts';
import { contentKey } from './build/content-key.ts';
import { installPackages, missingPackages } from './build/debian-packages.ts';
import { type GoProgram, goPrograms } from './build/go-programs.ts';
import {
  makePythonEnvironment,
  type PythonEnvironment,
  pythonEnvironment,
} from './build/python-environment.ts';
import { cacheFolder, sourcePath } from './folders.ts';
import {
  type CachedImage,
  cachedImages,
  makeImage,
  removeUnfinishedImages,
  webCaPaths,
} from './images/image-cache.ts';
import type { Progress } from './progress.ts';
import { withLock } from './record/lock.ts';

/** Everything that a cluster is made from. */
export interface Ingredients {
  programs: Map<string, GoProgram>;
  httpbin: PythonEnvironment;
  images: CachedImage[];
  webCa: { certificate: string; key: string };
  /** The key of all ingredients and of the settings. */
  recipe: string;
}

/** Builds the ingredients that are missing and returns all. Only one process builds for a cache at a time. */
export async function prepareIngredients(progress: Progress, signal?: AbortSignal): Promise<Ingredients> {
  const packages = await missingPackages();
  if (packages.length > 0) {
    await progress.run('Debian packages', (note) =>
      withLock('packages', () => installPackages(packages, note, signal), { signal }),
    );
  }
  if (!(await isWarm())) {
    await withLock(`cache-${contentKey({ cache: cacheFolder() })}`, () => buildMissing(progress, signal), {
      signal,
      onWait: (end) => progress.run('build by another call', () => end),
    });
  }
  return ingredients();
}

/** Whether everything is built. Call it only if the Debian packages are installed. */
export async function isWarm(): Promise<boolean> {
  const { programs, pythons, images } = await missing();
  return programs.length + pythons.length + images.length === 0;
}

/** The programs that are not built yet. */
export async function missingPrograms(): Promise<GoProgram[]> {
  return [...(await goPrograms()).values()].filter(({ path }) => !existsSync(path));
}

const pythonNames = { Envoy: 'envoy', httpbin: 'httpbin' } as const;

/** The Python environments that are not made yet. */
export async function missingPythons(): Promise<[part: string, environment: PythonEnvironment][]> {
  const all = Object.entries(pythonNames).map(
    async ([part, name]) => [part, await pythonEnvironment(name)] as [string, PythonEnvironment],
  );
  return (await Promise.all(all)).filter(([, { ready }]) => !ready);
}

async function missing(): Promise<{
  programs: GoProgram[];
  pythons: [string, PythonEnvironment][];
  images: CachedImage[];
}> {
  const images = await cachedImages(await goPrograms(), await pythonEnvironment('envoy'));
  return {
    programs: await missingPrograms(),
    pythons: await missingPythons(),
    images: Object.values(images).filter(({ ready }) => !ready),
  };
}

async function buildMissing(progress: Progress, signal?: AbortSignal): Promise<void> {
  const { programs, pythons, images } = await missing();
  progress.expect(
    ...programs.map(({ name }) => name),
    ...pythons.map(([part]) => part),
    ...images.map(({ recipe }) => recipe.part),
  );
  await removeUnfinishedImages();
  await Promise.all([
    buildPrograms(programs, progress, signal),
    ...pythons.map(([part, environment]) =>
      progress.run(part, () => makePythonEnvironment(environment, signal)),
    ),
  ]);
  const envoy = await pythonEnvironment('envoy');
  const all = await goPrograms();
  for (const image of images) {
    signal?.throwIfAborted();
    await progress.run(image.recipe.part, () => makeImage(image, all, envoy));
  }
  if (deletesGoCaches()) await progress.run('removal of build caches', deleteGoCaches);
}

/** Builds programs one after the other, because one Go build already uses all processors. */
async function buildPrograms(programs: GoProgram[], progress: Progress, signal?: AbortSignal): Promise<void> {
  for (const program of programs) {
    await progress.run(program.name, (note) => buildGoProgram(program, note, signal));
  }
}

/** The ingredients of a cluster, whether they are built or not. */
export async function ingredients(): Promise<Ingredients> {
  const programs = await goPrograms();
  const envoy = await pythonEnvironment('envoy');
  const httpbin = await pythonEnvironment('httpbin');
  const images = await cachedImages(programs, envoy);
  const recipe = contentKey({
    programs: [...programs.values()].map(({ path }) => path).join('\n'),
    images: Object.values(images)
      .map(({ folder }) => folder)
      .join('\n'),
    httpbin: httpbin.key,
    ...(await sourceFiles('settings')),
    ...(await sourceFiles('stand-ins')),
    ...(await sourceFiles('node', ['network.ts', 'services.ts'])),
  });
  return { programs, httpbin, images: Object.values(images), webCa: webCaPaths(images.curl), recipe };
}

async function sourceFiles(folder: string, names?: string[]): Promise<Record<string, string>> {
  const entries = (names ?? (await readdir(sourcePath(folder)))).map(
    async (name) => [`${folder}/${name}`, await readFile(sourcePath(folder, name), 'utf8')] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
