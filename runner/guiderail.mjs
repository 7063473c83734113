#!/usr/bin/env node
// The program's first file runs on any Node from 20 on. It sees to it, visibly, that the packages are there, and hands over
// to the project's own Node. `npm start`, `npm test` and `npx guiderail` all come through here.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(project, 'node_modules');
const stamp = join(modules, '.guiderail-installed');
const node = join(modules, 'node', 'bin', 'node');

const parent = process.ppid;
installPackages();
const [first, second, ...rest] = process.argv.slice(2);
const [script, args] = first === '--run' ? [join(project, second), rest] : [join(project, 'runner', 'main.ts'), process.argv.slice(2)];
// By default Node takes memory freely: what a long output leaves would pile up to 100 MB and more before it is collected.
const { flags, env: frugal } = args[0] === 'serve' ? JSON.parse(readFileSync(join(project, 'runner', 'server-process.json'), 'utf8')) : { flags: [], env: {} };
const env = {
  ...process.env,
  ...frugal,
  PATH: `${join(modules, '.bin')}:${process.env.PATH}`,
  NODE_NO_WARNINGS: '1',
  // What was compiled once need not be again: that halves the time of a start.
  NODE_COMPILE_CACHE: join(modules, '.cache', 'guiderail-compiled'),
  ASTRO_TELEMETRY_DISABLED: '1',
};
const child = spawn(node, [...flags, script, ...args], { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm that is told to end tells nobody: what it had started is another process's child then.
const orphaned = setInterval(() => {
  if (!process.env.npm_lifecycle_event || process.ppid === parent) return;
  clearInterval(orphaned);
  child.kill('SIGTERM');
}, 1000);
child.on('exit', (status, signal) => process.exit(status ?? (signal === 'SIGINT' ? 130 : 143)));

/** Two calls in a fresh clone wait for one another: npm's own installs in one folder break each other. */
function installPackages() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(project, 'package-lock.json')))
    .digest('hex');
  if (isInstalled(wanted)) return;
  mkdirSync(modules, { recursive: true });
  const release = waitForLock(join(modules, '.guiderail-installing'));
  const installed = isInstalled(wanted) || install(wanted);
  release();
  if (installed) return;
  process.stderr.write('The npm packages could not be installed. Read the message above, mend its cause and start again.\n');
  process.exit(3);
}

function isInstalled(wanted) {
  return existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}

function install(wanted) {
  process.stderr.write('Installing the npm packages (usually 30 s, once)\n');
  // Not `npm ci`: it refuses a lock file without the other platforms' binaries, which not every registry offers.
  const { status } = spawnSync('npm', ['install', '--no-save', '--loglevel=error'], { cwd: project, stdio: ['ignore', 2, 2] });
  if (status !== 0) return false;
  // The package `node` gets its program from its install script, which npm does not run again for a package that is there.
  if (!existsSync(node)) spawnSync('npm', ['rebuild', 'node', '--loglevel=error'], { cwd: project, stdio: ['ignore', 2, 2] });
  if (!existsSync(node)) return false;
  writeFileSync(stamp, wanted);
  return true;
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
  return existsSync(`/proc/${pid}`);
}
