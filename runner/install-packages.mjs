// Runs on any Node from 20 on, before there are any packages.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from './local-cluster/cache-folder.mjs';

/**
 * Sees to it that a project has the packages of its lock file, and gives the Node among them. Two calls in a fresh clone wait for one another: npm's own
 * installs in one folder break each other.
 */
export function installPackages(project) {
  const modules = join(project, 'node_modules');
  const wanted = createHash('sha256')
    .update(readFileSync(join(project, 'package-lock.json')))
    .digest('hex');
  if (isInstalled(modules, wanted)) return nodeIn(modules);
  mkdirSync(modules, { recursive: true });
  const release = waitForLock(join(modules, '.guiderail-installing'));
  const installed = isInstalled(modules, wanted) || takeKept(modules, wanted) || install(project, wanted);
  release();
  if (installed) return nodeIn(modules);
  process.stderr.write('The npm packages could not be installed. Read the message above, mend its cause and start again.\n');
  return process.exit(3);
}

function nodeIn(modules) {
  return join(modules, 'node', 'bin', 'node');
}

function stampIn(modules) {
  return join(modules, '.guiderail-installed');
}

function isInstalled(modules, wanted) {
  const stamp = stampIn(modules);
  return existsSync(nodeIn(modules)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}

function install(project, wanted) {
  const modules = join(project, 'node_modules');
  const node = nodeIn(modules);
  process.stderr.write('Installing the npm packages (usually 40 s, once)\n');
  // What npm's cache knows of a package may be older than the version that is wanted: npm does not ask anew then, and fails. So we do.
  if (!npmInstall(project, ['--prefer-offline'], 'ignore') && !npmInstall(project, [], 2)) return false;
  // The package `node` gets its program from its install script, which npm does not run again for a package that is there.
  if (!existsSync(node)) spawnSync('npm', ['rebuild', 'node', '--loglevel=error'], { cwd: project, stdio: ['ignore', 2, 2] });
  if (!existsSync(node)) return false;
  keep(modules, wanted);
  writeFileSync(stampIn(modules), wanted);
  return true;
}

/** Not `npm ci`: it refuses a lock file without the other platforms' binaries, which not every registry offers. */
function npmInstall(project, flags, errors) {
  const { status } = spawnSync('npm', ['install', '--no-save', '--loglevel=error', ...flags], { cwd: project, stdio: ['ignore', 2, errors] });
  return status === 0;
}

/**
 * Takes the packages that another clone with the same lock file installed: to link them takes a second, and npm needs 40 to unpack them. Only where there
 * are none yet: what other versions left would stay. Each comes whole or not at all, and npm's list of them last: npm mends what is missing.
 */
function takeKept(modules, wanted) {
  const kept = keptAs(wanted);
  const taking = join(modules, '.guiderail-taking');
  rmSync(taking, { recursive: true, force: true });
  if (!existsSync(nodeIn(kept)) || !existsSync(dateOf(kept)) || packagesIn(modules).length > 0) return false;
  const doubt = whyNotUsed(kept);
  if (doubt !== '') {
    process.stderr.write(`The npm packages that another clone installed are not used: ${doubt}\n`);
    return false;
  }
  process.stderr.write('Taking the npm packages that another clone installed (usually 2 s, once)\n');
  const taken = share(kept, taking);
  if (taken) {
    for (const name of packagesIn(taking)) renameSync(join(taking, name), join(modules, name));
    writeFileSync(stampIn(modules), wanted);
  }
  rmSync(taking, { recursive: true, force: true });
  return taken;
}

/** Keeps these packages for other clones, and no others; a disk that is full, or a cache that may not be written, is no reason to stop. */
function keep(modules, wanted) {
  const kept = keptAs(wanted);
  const folder = dirname(kept);
  const partial = join(folder, `partial-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) if (!isAlive(/^partial-(\d+)$/.exec(name)?.[1])) rmSync(join(folder, name), { recursive: true });
    if (!share(modules, partial)) return;
    renameSync(partial, kept);
    writeFileSync(dateOf(kept), '');
  } catch {
    rmSync(partial, { recursive: true, force: true });
  }
}

/**
 * Gives the packages of one folder to another, which is made: their files are the same ones where both lie on one disk, and copies elsewhere. npm puts
 * another file in the place of a package's, but writes into its own list, so that this is a copy everywhere.
 */
function share(from, to) {
  const names = packagesIn(from).filter((name) => name !== npmsList);
  const copy = (stderr, ...how) => {
    rmSync(to, { recursive: true, force: true });
    mkdirSync(to);
    return spawnSync('cp', ['-a', ...how, '--', ...names, to], { cwd: from, stdio: ['ignore', 2, stderr] }).status === 0;
  };
  const isShared = copy('ignore', '--link') || copy(2, '--reflink=auto');
  if (isShared) spawnSync('cp', ['-a', join(from, npmsList), to]);
  return isShared;
}

/** npm's list of what it has installed. */
const npmsList = '.package-lock.json';

/** Names in a folder of packages, npm's list last; other names with a dot are stamps, locks and caches, of ours and of others. */
function packagesIn(folder) {
  const order = (name) => (name === npmsList ? 1 : 0);
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.') || name === '.bin' || name === npmsList)
    .sort((a, b) => order(a) - order(b));
}

/** What somebody wrote into, in whichever clone, is newer than the date that they were kept at. `''` where nothing is. */
function whyNotUsed(kept) {
  const { status, stdout } = spawnSync('find', [kept, '-type', 'f', '-newer', dateOf(kept), '-print', '-quit'], { encoding: 'utf8' });
  if (status !== 0) return 'whether they are as they were cannot be told, for want of find(1)';
  return stdout === '' ? '' : `${stdout.trim()} was changed since`;
}

function dateOf(kept) {
  return `${kept}.date`;
}

/** Where packages of this lock file are kept, for this kind of machine. */
function keptAs(wanted) {
  return join(cacheFolder(), 'packages', `${wanted.slice(0, 16)}-${process.platform}-${process.arch}`);
}

/** Takes a lock file that names its holder's process; one whose holder is gone counts as free. Gives the function that releases it. */
function waitForLock(file) {
  const own = `${file}-${process.pid}`;
  writeFileSync(own, String(process.pid));
  for (let said = false; ; said = true) {
    try {
      linkSync(own, file);
      rmSync(own);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isAlive(holderOf(file))) rmSync(file, { force: true });
    else if (!said) process.stderr.write('Waiting for another process that installs the npm packages\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  }
}

function holderOf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : 'none';
}

function isAlive(pid) {
  return pid !== undefined && existsSync(`/proc/${pid}`);
}
