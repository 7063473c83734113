import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { projectFolder } from '../../../runner/project.ts';

/**
 * A copy of the sources with its own `astro`, which waits for the file `go`. The copy is below the project,
 * so that Node finds the packages.
 */
function copyWithBuilder() {
  const below = join(projectFolder, 'test-results');
  mkdirSync(below, { recursive: true });
  const folder = mkdtempSync(join(below, 'build-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const part of ['runner', 'src/guide', 'package.json', 'package-lock.json', 'astro.config.mjs']) {
    cpSync(join(projectFolder, part), join(folder, part), { recursive: true });
  }
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const builder = `#!/bin/sh
echo built >>${folder}/builds
mkdir ${folder}/building || exit
until [ -e ${folder}/go ]; do sleep 0.05; done
mkdir -p "$3" && echo page >"$3/index.html"
rmdir ${folder}/building
`;
  writeFileSync(join(bin, 'astro'), builder);
  chmodSync(join(bin, 'astro'), 0o755);
  const start = () => {
    const script =
      `const { buildSite } = await import('${folder}/runner/server/site/site.ts'); ` +
      'await buildSite((text) => process.stderr.write(text));';
    const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}`, NODE_NO_WARNINGS: '1' };
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let text = '';
    child.stderr.on('data', (chunk) => (text += String(chunk)));
    return { child, said: () => text, ended: new Promise((resolve) => child.on('exit', resolve)) };
  };
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  return { folder, start, read, go: () => writeFileSync(join(folder, 'go'), '') };
}

const becomes = (said: () => string) => expect.poll(said, { timeout: 10_000 });
const building = 'Building the site (usually 15 s)\n';
const waiting = 'Waiting for another program that builds the site\n';

test('buildSite: if two programs build the site at the same time, one waits for the other', async () => {
  const { folder, start, read, go } = copyWithBuilder();
  const first = start();
  await becomes(first.said).toBe(building);
  const second = start();
  await becomes(second.said).toBe(waiting);
  go();
  expect(await Promise.all([first.ended, second.ended])).toEqual([0, 0]);
  expect([second.said(), read('builds'), read('dist/index.html')]).toEqual([waiting, 'built\n', 'page\n']);
  expect(readdirSync(folder).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
});

test('buildSite: waits until the build of a killed program has ended', async () => {
  const { folder, start, read, go } = copyWithBuilder();
  const first = start();
  await becomes(first.said).toBe(building);
  // The builder must have started: a program that is killed earlier leaves no build.
  await becomes(() => (existsSync(join(folder, 'builds')) ? 'built' : '')).toBe('built');
  first.child.kill('SIGKILL');
  await first.ended;
  const second = start();
  await becomes(second.said).toBe(waiting);
  go();
  expect([await second.ended, read('builds'), read('dist/index.html')]).toEqual([
    0,
    'built\nbuilt\n',
    'page\n',
  ]);
});
