#!/usr/bin/env node
// The program's first file runs on any Node from 20 on. It sees to it, visibly, that the packages are there, and hands over
// to the project's own Node. `npm start`, `npm test` and `npx guiderail` all come through here.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(project, 'node_modules');
const stamp = join(modules, '.guiderail-installed');

installPackages();
const node = join(modules, 'node', 'bin', 'node');
const [first, second, ...rest] = process.argv.slice(2);
const [script, args] = first === '--run' ? [join(project, second), rest] : [join(project, 'runner', 'main.ts'), process.argv.slice(2)];
const env = { ...process.env, PATH: `${join(modules, '.bin')}:${process.env.PATH}`, NODE_NO_WARNINGS: '1', ASTRO_TELEMETRY_DISABLED: '1' };
const child = spawn(existsSync(node) ? node : process.execPath, [script, ...args], { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (status, signal) => process.exit(status ?? (signal === 'SIGINT' ? 130 : 143)));

function installPackages() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(project, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stderr.write('Installing the npm packages (usually 30 s, once)\n');
  // Not `npm ci`: it refuses a lock file without the other platforms' binaries, which not every registry offers.
  const { status } = spawnSync('npm', ['install', '--no-save', '--loglevel=error'], { cwd: project, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    process.stderr.write('The npm packages could not be installed. Read the message above, mend its cause and start again.\n');
    process.exit(3);
  }
  writeFileSync(stamp, wanted);
}
