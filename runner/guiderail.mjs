#!/usr/bin/env node
// The launcher of `npm start`, `npm test` and `npx guiderail`. It runs on Node 20 or newer, installs the npm
// packages of the lock file, and starts the program with the Node that the lock file pins.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './install-packages.mjs';
import { nodeProgram } from './node-program.mjs';

// If an output is lost, for example because its terminal was closed, the launcher must not end before its
// program.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(project, 'node_modules');

const parent = process.ppid;
installPackages(project);
const [first, second, ...rest] = process.argv.slice(2);
const [script, args] =
  first === '--run'
    ? [join(project, second), rest]
    : [join(project, 'runner', 'main.ts'), process.argv.slice(2)];
// By default Node collects garbage late: a long output would leave 100 MB and more in a server's memory.
const server = args[0] === 'serve' ? readServerOptions() : { flags: [], env: {} };
const env = {
  ...process.env,
  ...server.env,
  PATH: `${join(modules, '.bin')}:${process.env.PATH}`,
  NODE_NO_WARNINGS: '1',
  // Node keeps compiled modules here, which halves the time of the next start.
  NODE_COMPILE_CACHE: join(modules, '.cache', 'guiderail-compiled'),
  ASTRO_TELEMETRY_DISABLED: '1',
};
// The IPC channel closes when this process ends, however it ends. Then the program ends too
// (`end-with-launcher.ts`).
const child = spawn(nodeProgram(project), [...server.flags, script, ...args], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env,
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm does not forward the signal that ends it, so the launcher checks whether its parent is still npm.
const orphaned = setInterval(() => {
  if (!process.env.npm_lifecycle_event || process.ppid === parent) return;
  clearInterval(orphaned);
  child.kill('SIGTERM');
}, 1000);
child.on('exit', (status, signal) => process.exit(status ?? 128 + constants.signals[signal]));
child.on('error', (error) => {
  process.stderr.write(`${child.spawnfile} could not be started: ${error.message}\n`);
  process.exit(3);
});

/** Node's options and environment variables for the server. */
function readServerOptions() {
  return JSON.parse(readFileSync(join(project, 'runner', 'server', 'server-process.json'), 'utf8'));
}
