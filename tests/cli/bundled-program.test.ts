import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleProgram, programFile } from '../../runner/bundled-program.mjs';
import { projectFolder } from '../../runner/guides.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A project whose bundle says where it was made; `fails` is what makes it fail. */
function project() {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'runner'));
  mkdirSync(join(folder, 'src', 'guide'), { recursive: true });
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  writeFileSync(join(folder, 'runner', 'main.ts'), '');
  writeFileSync(
    join(folder, 'runner', 'bundle.ts'),
    "import { existsSync, mkdirSync, writeFileSync } from 'node:fs';\nif (existsSync(import.meta.dirname + '/fails')) process.exit(1);\nmkdirSync(process.argv[2], { recursive: true });\nwriteFileSync(process.argv[2] + '/main.mjs', '');\n",
  );
  return folder;
}

/** What it says. */
function bundle(folder: string): Promise<string> {
  const module = join(projectFolder, 'runner', 'bundled-program.mjs');
  const script = `import { bundleProgram } from ${JSON.stringify(module)}; bundleProgram(${JSON.stringify(folder)}, process.execPath);`;
  return new Promise((resolve) => execFile(process.execPath, ['--input-type=module', '--eval', script], (_error, stdout, stderr) => resolve(stdout + stderr)));
}

const made = 'Putting the program together (usually 1 s, once)\n';
const fromSources = (folder: string) => join(folder, 'runner', 'main.ts');
const bundles = (folder: string) => join(folder, 'node_modules', '.cache', 'guiderail-program');

test('bundleProgram: made once, and taken only for the sources that it was made from', async () => {
  const folder = project();
  expect(programFile(folder)).toBe(fromSources(folder));
  expect(await bundle(folder)).toBe(made);
  expect(programFile(folder)).toMatch(/\.cache\/guiderail-program\/\w+\/main\.mjs$/);
  expect(await bundle(folder)).toBe('');

  // As long as before, and dated as before.
  const source = join(folder, 'src', 'guide', 'a.ts');
  writeFileSync(source, 'one');
  utimesSync(source, 1, 1);
  await bundle(folder);
  writeFileSync(source, 'two');
  utimesSync(source, 1, 1);
  expect(programFile(folder)).toBe(fromSources(folder));
  expect(await bundle(folder)).toBe(made);
  expect(readdirSync(bundles(folder))).toHaveLength(3);
});

test('bundleProgram: a project that was moved is put together anew: its files name their places', async () => {
  const folder = project();
  await bundle(folder);
  const moved = join(temporaryFolder(), 'moved');
  renameSync(folder, moved);
  expect(programFile(moved)).toBe(fromSources(moved));
});

test('bundleProgram: where it fails the program runs from its sources', async () => {
  const folder = project();
  writeFileSync(join(folder, 'runner', 'fails'), '');
  expect(await bundle(folder)).toBe(`${made}It could not be put together, and runs from its sources.\n`);
  expect(programFile(folder)).toBe(fromSources(folder));
});

test('bundleProgram: while a file of the sources comes or goes the program runs from them', async () => {
  const folder = project();
  await bundle(folder);
  const lock = join(folder, 'runner', '.#main.ts');
  symlinkSync('nobody@nowhere.1', lock);
  expect([await bundle(folder), programFile(folder)]).toEqual(['', fromSources(folder)]);
  rmSync(lock);
  expect(programFile(folder)).not.toBe(fromSources(folder));
});

test('bundleProgram: what npm has installed since is in the next one', async () => {
  const folder = project();
  await bundle(folder);
  writeFileSync(join(folder, 'node_modules', '.package-lock.json'), '{}');
  expect([programFile(folder), await bundle(folder)]).toEqual([fromSources(folder), made]);
});

test.for([
  ['list', '--json'],
  ['serve', '--help'],
  ['test', '--target', 'recorded'],
])('the bundle is the program: %s', async (args) => {
  bundleProgram(projectFolder, process.execPath);
  const [bundled, sources] = [programFile(projectFolder), fromSources(projectFolder)];
  expect(bundled).not.toBe(sources);
  const call = (file: string) =>
    new Promise((resolve) =>
      execFile(process.execPath, [file, ...args], { cwd: projectFolder, env: { ...process.env, NODE_NO_WARNINGS: '1' } }, (error, stdout, stderr) =>
        resolve([error?.code ?? 0, stdout, stderr]),
      ),
    );
  expect(await call(bundled)).toEqual(await call(sources));
});
