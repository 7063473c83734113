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
  if (differences(project).length === 0) return;
  process.stderr.write('Installing the npm packages (usually 20 s, once)\n');
  const { status } = spawnSync('npm', npmArgs, { cwd: project, stdio: ['ignore', 2, 2] });
  const left = differences(project);
  if (left.length === 0) return;
  process.stderr.write(
    status === 0
      ? `npm left out ${left.join(', ')}, usually because its registry did not answer. ` +
          'Make sure that it can be reached, and start again.\n'
      : 'The npm packages could not be installed. Read what npm says above, correct that, and start again.\n',
  );
  process.exit(3);
}

/**
 * Paths of the packages that are not installed as the lock file says. npm writes its list of packages at the
 * end of an installation, so an installation that was cut off has none.
 */
function differences(project) {
  const wanted = packagesIn(join(project, 'package-lock.json'));
  const installed = packagesIn(join(project, 'node_modules', '.package-lock.json')) ?? {};
  if (!wanted) return ['package-lock.json'];
  const isAsWanted = (path) => {
    const [own, its] = [wanted[path], installed[path]];
    if (!its) return own.optional === true && !isForThisMachine(own);
    return own?.version === its.version && own.integrity === its.integrity;
  };
  const paths = new Set([...Object.keys(wanted), ...Object.keys(installed)]);
  return [...paths].filter((path) => path !== '' && !isAsWanted(path));
}

/** The packages in one of npm's lock files, by their paths; `undefined` if it cannot be read. */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
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
