// Runs on any Node from 20 on, before there are any packages.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the program is put together from: folders and files of the project. */
const sources = ['runner', 'src/guide', 'package-lock.json'];
/** npm's list of the packages that are in it. */
const installed = 'node_modules/.package-lock.json';

/**
 * The file that is `npx guiderail`: the bundle, where it was put together from these very sources, and else `main.ts`, which does the same and starts 0.1 to
 * 0.3 s later. Who looks for a fault wants the places of the sources.
 * @param {string} project
 * @returns {string}
 */
export function programFile(project) {
  const folder = process.env.GUIDERAIL_DEBUG ? undefined : bundleFolder(project);
  const bundled = folder && join(folder, 'main.mjs');
  return bundled && existsSync(bundled) ? bundled : join(project, 'runner', 'main.ts');
}

/**
 * Puts the bundle together unless it is there. Without it everything works as well, so that where it fails that is said and no more.
 * @param {string} project
 * @param {string} node program of the Node to do it with
 */
export function bundleProgram(project, node) {
  const folder = bundleFolder(project);
  if (!folder || existsSync(folder) || !canWrite(dirname(folder))) return;
  process.stderr.write('Putting the program together (usually 1 s, once)\n');
  const { status } = spawnSync(node, [join(project, 'runner', 'bundle.ts'), folder], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  if (status !== 0) process.stderr.write('It could not be put together, and runs from its sources.\n');
}

/** A read-only clone has no place for the bundle. */
function canWrite(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** One for each state of the sources: a program that runs goes on reading its own. `undefined` while a file of them comes or goes. */
function bundleFolder(project) {
  const hash = createHash('sha256').update(project);
  try {
    for (const file of sources.flatMap((source) => filesIn(join(project, source)))) {
      // Whatever changes a file changes this time, which nobody can set.
      const { size, ctimeMs } = statSync(file);
      hash.update(`\n${file} ${size} ${ctimeMs}`);
    }
  } catch {
    return undefined;
  }
  // Its time of change is that of the clone, its date that of the installation.
  const list = statSync(join(project, installed), { throwIfNoEntry: false });
  hash.update(`\n${list?.size} ${list?.mtimeMs}`);
  return join(project, 'node_modules', '.cache', 'guiderail-program', hash.digest('hex').slice(0, 16));
}

function filesIn(path) {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesIn(join(path, entry.name)) : [join(path, entry.name)]))
    .sort();
}
