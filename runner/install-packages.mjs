// Runs on Node 20 or newer, without any package.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** npm installs only those optional packages of the lock file that are for this machine. */
const npmArgs = ['ci', '--include=dev', '--include=optional', '--loglevel=error'];

/**
 * Makes npm install exactly the packages of a project's lock file, and npm says what goes wrong. Of two starts at the same time, one installs and the other
 * waits.
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
  // npm inherits the lock: if we are killed, npm goes on, and no other start may install until it has ended.
  return spawnSync('npm', npmArgs, { cwd: project, stdio: ['ignore', 2, 2, lock] }).status === 0;
}

/**
 * Opens a file and locks it (flock(2)). The kernel releases the lock when all processes that hold it have ended. Without the program flock(1) it locks nothing.
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

/** Compares the lock file with the list that npm writes at the end of an installation: one that was cut off leaves no list. */
function isInstalled(project) {
  const wanted = packagesIn(join(project, 'package-lock.json'));
  const installed = packagesIn(join(project, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  const isWanted = ([path, { version, integrity }]) => wanted[path]?.version === version && wanted[path].integrity === integrity;
  const isThere = ([path, { optional }]) => path === '' || optional === true || path in installed;
  return Object.entries(installed).every(isWanted) && Object.entries(wanted).every(isThere);
}

/** The packages in one of npm's lock files, by their paths; `undefined` if it cannot be read. */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
