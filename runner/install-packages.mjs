// Runs on any Node from 20 on, before there are any packages.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of packages that a lock file calls optional npm takes those for this machine; the others may be missing. */
const npmArgs = ['ci', '--include=dev', '--include=optional', '--loglevel=error'];

/**
 * Sees to it that a project has exactly the packages of its lock file: npm installs them, and says what goes wrong. Where two starts come at once, one
 * installs and the other waits.
 * @param {string} project
 */
export function installPackages(project) {
  if (isInstalled(project)) return;
  const lock = holdLock(join(project, 'package-lock.json'));
  // Another start may have installed them meanwhile.
  const done = isInstalled(project) || runNpm(project, lock);
  closeSync(lock);
  if (done) return;
  process.stderr.write('The npm packages could not be installed. Read what npm says above, correct that, and start again.\n');
  process.exit(3);
}

function runNpm(project, lock) {
  process.stderr.write('Installing the npm packages (usually 20 s, once)\n');
  // npm holds the lock as well: where we are killed it goes on, and nobody else may begin until it has ended.
  return spawnSync('npm', npmArgs, { cwd: project, stdio: ['ignore', 2, 2, lock] }).status === 0;
}

/**
 * An open file that is locked (flock(2)): the kernel gives the lock back when all who hold it have ended, however they ended. Without flock(1) there is none.
 * @returns {number} its descriptor
 */
function holdLock(file) {
  const descriptor = openSync(file);
  const flock = (...options) => spawnSync('flock', [...options, '3'], { stdio: ['ignore', 'ignore', 2, descriptor] }).status;
  if (flock('--nonblock') === 1) {
    process.stderr.write('Waiting for another start that installs the npm packages\n');
    flock();
  }
  return descriptor;
}

/** npm writes its list of what it installed last: after an installation that was cut off there is none. */
function isInstalled(project) {
  const wanted = packagesIn(join(project, 'package-lock.json'));
  const installed = packagesIn(join(project, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  const isWanted = ([path, { version, integrity }]) => wanted[path]?.version === version && wanted[path].integrity === integrity;
  const isThere = ([path, { optional }]) => path === '' || optional === true || path in installed;
  return Object.entries(installed).every(isWanted) && Object.entries(wanted).every(isThere);
}

/** What one of npm's lock files lists, by its place; `undefined` where it cannot be read. */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
