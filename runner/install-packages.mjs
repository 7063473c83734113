// This module runs on Node 20 or newer and uses no package.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * npm installs only the optional packages of the lock file that are for this machine. npm reports nothing
 * if it cannot fetch one of them.
 */
const npmArgs = ['ci', '--include=dev', '--include=optional', '--loglevel=error'];

/**
 * Makes npm install exactly the packages of a project's lock file, unless they are installed. If npm fails,
 * shows what npm says, says what to do, and ends this program with exit status 3.
 * @param {string} project
 */
export function installPackages(project) {
  if (isInstalled(project)) return;
  process.stderr.write('Installing the npm packages (usually 20 s, once)\n');
  const { status } = spawnSync('npm', npmArgs, { cwd: project, stdio: ['ignore', 2, 2] });
  if (isInstalled(project)) return;
  process.stderr.write(
    status === 0
      ? `npm left out ${missingIn(project).join(', ')}, usually because its registry did not answer. ` +
          'Make sure that it can be reached, and start again.\n'
      : 'The npm packages could not be installed. Read what npm says above, correct that, and start again.\n',
  );
  process.exit(3);
}

/**
 * Compares the lock file with the list that npm writes at the end of an installation. An installation that
 * was cut off leaves no list.
 */
function isInstalled(project) {
  const wanted = packagesIn(join(project, 'package-lock.json'));
  const installed = packagesIn(join(project, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  const isWanted = ([path, { version, integrity }]) =>
    wanted[path]?.version === version && wanted[path].integrity === integrity;
  return Object.entries(installed).every(isWanted) && missingIn(project).length === 0;
}

/** Paths of the packages in the lock file that this machine needs and npm has not installed. */
function missingIn(project) {
  const installed = packagesIn(join(project, 'node_modules', '.package-lock.json')) ?? {};
  const wanted = Object.entries(packagesIn(join(project, 'package-lock.json')) ?? {});
  return wanted
    .filter(
      ([path, each]) =>
        path !== '' && !(path in installed) && (each.optional !== true || isForThisMachine(each)),
    )
    .map(([path]) => path);
}

/**
 * Whether an optional package is made for machines like this one. A package without `os` and `cpu` is only
 * needed by other optional packages.
 */
function isForThisMachine({ os, cpu, libc }) {
  const has = (names, name) => [names].flat().includes(name);
  return (
    has(os, process.platform) &&
    has(cpu, process.arch) &&
    (libc === undefined || (has(libc, 'glibc') && hasGlibc()))
  );
}

function hasGlibc() {
  // The network part of the report takes long to collect.
  process.report.excludeNetwork = true;
  return process.report.getReport().header.glibcVersionRuntime !== undefined;
}

/** The packages in one of npm's lock files, by their paths; `undefined` if it cannot be read. */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
