import { execFile } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { projectFolder } from '../../runner/guides.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const installer = join(projectFolder, 'runner', 'install-packages.mjs');

/** Clones that share a cache, on a machine whose npm installs a Node and a package that says which lock file it is of. */
function machine() {
  const folder = temporaryFolder();
  const bin = join(folder, 'bin');
  const calls = join(folder, 'calls');
  mkdirSync(bin);
  writeFileSync(calls, '');
  writeFileSync(
    join(bin, 'npm'),
    `#!/bin/sh\necho "$PWD" >>${calls}\n[ -e fails ] && exit 1\n[ -e stale ] && [ "$*" != "\${*#*--prefer-offline}" ] && exit 1\nmkdir -p node_modules/node/bin node_modules/a\n: >node_modules/node/bin/node\ncp package-lock.json node_modules/.package-lock.json\nrm -f node_modules/a/of\ncp package-lock.json node_modules/a/of\n`,
  );
  chmodSync(join(bin, 'npm'), 0o755);
  return {
    npmCalls: () => readFileSync(calls, 'utf8').split('\n').length - 1,
    kept: join(folder, 'cache', 'packages'),
    clone: (name: string, lock: string, place = folder) => {
      const clone = join(place, name);
      mkdirSync(clone, { recursive: true });
      writeFileSync(join(clone, 'package-lock.json'), lock);
      return clone;
    },
    install: (clone: string) =>
      new Promise<{ status: number; said: string }>((resolve) => {
        const script = `import { installPackages } from ${JSON.stringify(installer)}; process.stdout.write(installPackages(${JSON.stringify(clone)}));`;
        const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}`, GUIDERAIL_CACHE: join(folder, 'cache') };
        execFile(process.execPath, ['--input-type=module', '--eval', script], { env }, (error, stdout, stderr) =>
          resolve({ status: Number(error?.code ?? 0), said: stdout + stderr }),
        );
      }),
  };
}

const inode = (clone: string) => statSync(join(clone, 'node_modules', 'a', 'of')).ino;
const packageOf = (clone: string) => readFileSync(join(clone, 'node_modules', 'a', 'of'), 'utf8');

test('installPackages: npm installs once for a lock file, other clones share its files, and what is there is left alone', async () => {
  const { npmCalls, kept, clone, install } = machine();
  const [first, second] = [clone('first', 'one'), clone('second', 'one')];
  expect((await install(first)).said).toContain('Installing the npm packages');
  expect(await install(second)).toEqual({
    status: 0,
    said: `${join(second, 'node_modules', 'node', 'bin', 'node')}Taking the npm packages that another clone installed (usually 2 s, once)\n`,
  });
  expect([npmCalls(), packageOf(second), inode(second)]).toEqual([1, 'one', inode(first)]);
  for (const each of [first, second]) expect((await install(each)).said).toBe(join(each, 'node_modules', 'node', 'bin', 'node'));
  const [only = '', ...others] = readdirSync(kept);
  expect(others).toEqual([`${only}.date`]);
  expect(readdirSync(join(kept, only)).sort()).toEqual(['.package-lock.json', 'a', 'node']);
});

test('installPackages: on another disk a clone gets a copy', async () => {
  const { npmCalls, clone, install } = machine();
  const first = clone('first', 'one');
  const place = mkdtempSync('/dev/shm/guiderail-test-');
  onTestFinished(() => rmSync(place, { recursive: true }));
  const second = clone('second', 'one', place);
  expect(statSync(second).dev).not.toBe(statSync(first).dev);
  await install(first);
  expect((await install(second)).said).toBe(
    `${join(second, 'node_modules', 'node', 'bin', 'node')}Taking the npm packages that another clone installed (usually 2 s, once)\n`,
  );
  expect([npmCalls(), packageOf(second)]).toEqual([1, 'one']);
});

test('installPackages: packages that somebody wrote into, in whichever clone, are no other clone’s', async () => {
  const { npmCalls, clone, install } = machine();
  const [first, second, third, fourth] = ['first', 'second', 'third', 'fourth'].map((name) => clone(name, 'one')) as [string, string, string, string];
  await install(first);
  await install(second);
  appendFileSync(join(second, 'node_modules', 'a', 'of'), ', and more');
  expect(await install(third)).toEqual({ status: 0, said: expect.stringMatching(/are not used: \S+\/a\/of was changed since\nInstalling the npm packages/) });
  await install(fourth);
  expect([npmCalls(), packageOf(third), packageOf(fourth), inode(fourth)]).toEqual([2, 'one', 'one', inode(third)]);
});

test('installPackages: what npm then does in one clone is nothing to the others', async () => {
  const { clone, install } = machine();
  const [first, second] = [clone('first', 'one'), clone('second', 'one')];
  await install(first);
  await install(second);
  await install(clone('second', 'two'));
  const listOf = (each: string) => readFileSync(join(each, 'node_modules', '.package-lock.json'), 'utf8');
  expect([first, second].map((each) => [packageOf(each), listOf(each)])).toEqual([
    ['one', 'one'],
    ['two', 'two'],
  ]);
});

test('installPackages: a clone whose taking was cut off takes them anew, and caches of a clone are not kept', async () => {
  const { npmCalls, clone, install } = machine();
  const first = clone('first', 'one');
  mkdirSync(join(first, 'node_modules', '.vite'), { recursive: true });
  await install(first);
  const second = clone('second', 'one');
  mkdirSync(join(second, 'node_modules', '.guiderail-taking', 'a'), { recursive: true });
  await install(second);
  expect([npmCalls(), packageOf(second)]).toEqual([1, 'one']);
  expect(readdirSync(join(second, 'node_modules')).sort()).toEqual(['.guiderail-installed', '.package-lock.json', 'a', 'node']);
});

test('installPackages: another lock file is npm’s work, over what is there, and is kept instead', async () => {
  const { npmCalls, kept, clone, install } = machine();
  await install(clone('first', 'one'));
  await install(clone('second', 'two'));
  expect([npmCalls(), readdirSync(kept).length]).toEqual([2, 2]);
  // Where there are packages already, those of the other lock file would stay below a copy.
  await install(clone('first', 'two'));
  expect([npmCalls(), packageOf(clone('first', 'two'))]).toEqual([3, 'two']);
});

test('installPackages: where npm fails nothing is kept, and the next call tries again', async () => {
  const { npmCalls, kept, clone, install } = machine();
  const failing = clone('first', 'one');
  writeFileSync(join(failing, 'fails'), '');
  const { status, said } = await install(failing);
  expect([status, said]).toEqual([3, expect.stringContaining('The npm packages could not be installed.')]);
  expect(existsSync(kept)).toBe(false);
  await install(failing);
  expect(npmCalls()).toBe(4);
});

test('installPackages: where npm’s cache knows too little, the registry is asked', async () => {
  const { npmCalls, clone, install } = machine();
  const only = clone('first', 'one');
  writeFileSync(join(only, 'stale'), '');
  expect((await install(only)).status).toBe(0);
  expect([npmCalls(), packageOf(only)]).toEqual([2, 'one']);
});

test('installPackages: a cache that cannot be written is no reason to stop', async () => {
  const { kept, clone, install } = machine();
  mkdirSync(join(kept, '..'), { recursive: true });
  writeFileSync(kept, 'a file where a folder should be');
  const only = clone('first', 'one');
  expect((await install(only)).status).toBe(0);
  expect(packageOf(only)).toBe('one');
});
