#!/usr/bin/env node
// The launcher of `npm start`, `npm test` and `npx guiderail`. It runs on Node 20 or newer, installs the packages, says so, and starts the program with the
// project's own Node.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleProgram, programFile } from './bundled-program.mjs';
import { installPackages } from './install-packages.mjs';
import { nodeProgram } from './node-program.mjs';

// A lost output, such as a closed terminal, must not end the program.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(project, 'node_modules');

const parent = process.ppid;
await installPackages(project);
const node = nodeProgram(project);
const [first, second, ...rest] = process.argv.slice(2);
// A short call is over before what it would save by this.
if (first === '--run' || first === 'serve') bundleProgram(project, node);
const [script, args] = first === '--run' ? [join(project, second), rest] : [programFile(project), process.argv.slice(2)];
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
// The IPC channel closes however this process ends. Then the program ends too (`end-with-launcher.ts`).
const child = spawn(node, [...flags, script, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm that is told to end tells nobody: what it had started is another process's child then.
const orphaned = setInterval(() => {
  if (!process.env.npm_lifecycle_event || process.ppid === parent) return;
  clearInterval(orphaned);
  child.kill('SIGTERM');
}, 1000);
child.on('exit', (status, signal) => process.exit(status ?? 128 + constants.signals[signal]));
child.on('error', (error) => {
  process.stderr.write(`${node} could not be started: ${error.message}\n`);
  process.exit(3);
});
