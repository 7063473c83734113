import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { realFile, replaceFile, tryFolderOf } from '../../runner/io/replace-file.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

test('replaceFile: writes a new file, and leaves nothing else in the folder', () => {
  const folder = temporaryFolder();
  replaceFile(join(folder, 'a'), 'text');
  expect([readdirSync(folder), readFileSync(join(folder, 'a'), 'utf8')]).toEqual([['a'], 'text']);
});

test('replaceFile: keeps mode and owner of the old file', () => {
  const file = join(temporaryFolder(), 'a');
  writeFileSync(file, 'old');
  chmodSync(file, 0o640);
  chownSync(file, 12345, 54321);
  replaceFile(file, 'new');
  const { mode, uid, gid } = statSync(file);
  expect([mode & 0o7777, uid, gid, readFileSync(file, 'utf8')]).toEqual([0o640, 12345, 54321, 'new']);
});

test('replaceFile: replaces or creates the target of a link, and keeps the link', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'real'));
  writeFileSync(join(folder, 'real', 'a'), 'old');
  symlinkSync('real', join(folder, 'linked'));
  symlinkSync('real/a', join(folder, 'a'));
  symlinkSync('linked/b', join(folder, 'b'));
  for (const name of ['a', 'b']) replaceFile(join(folder, name), `new ${name}`);
  expect([readdirSync(folder), readdirSync(join(folder, 'real'))]).toEqual([
    ['a', 'b', 'linked', 'real'],
    ['a', 'b'],
  ]);
  for (const name of ['a', 'b']) {
    expect([
      lstatSync(join(folder, name)).isSymbolicLink(),
      readFileSync(join(folder, 'real', name), 'utf8'),
    ]).toEqual([true, `new ${name}`]);
    expect(realFile(join(folder, name))).toBe(join(folder, 'real', name));
  }
});

test('replaceFile: keeps the old file on a full disk, and leaves nothing beside it', () => {
  const disk = join(temporaryFolder(), 'disk');
  mkdirSync(disk);
  execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=64k', 'guiderail-test', disk]);
  onTestFinished(() => void execFileSync('/bin/umount', [disk]));
  writeFileSync(join(disk, 'a'), 'old');
  expect(() => replaceFile(join(disk, 'a'), 'x'.repeat(100_000))).toThrow('ENOSPC: no space left on device');
  expect([readdirSync(disk), readFileSync(join(disk, 'a'), 'utf8')]).toEqual([['a'], 'old']);
});

test('replaceFile: writes to a pipe, which stays a pipe', () => {
  const folder = temporaryFolder();
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const script = 'cat "$0/pipe" > "$0/read" & exec "$1" --input-type=module -e "$2" "$0/pipe"; wait';
  const module =
    'const { replaceFile } = await ' +
    `import(${JSON.stringify(new URL('../../runner/io/replace-file.ts', import.meta.url).href)}); ` +
    "replaceFile(process.argv[1], 'text');";
  execFileSync('bash', ['-c', script, folder, process.execPath, module]);
  expect([lstatSync(join(folder, 'pipe')).isFIFO(), readFileSync(join(folder, 'read'), 'utf8')]).toEqual([
    true,
    'text',
  ]);
});

test('replaceFile: writes a file that is a mount point, and leaves nothing beside it', () => {
  const folder = temporaryFolder();
  for (const name of ['a', 'mounted']) writeFileSync(join(folder, name), 'old');
  execFileSync('/bin/mount', ['--bind', join(folder, 'mounted'), join(folder, 'a')]);
  onTestFinished(() => void execFileSync('/bin/umount', [join(folder, 'a')]));
  replaceFile(join(folder, 'a'), 'new');
  expect([readdirSync(folder), readFileSync(join(folder, 'mounted'), 'utf8')]).toEqual([
    ['a', 'mounted'],
    'new',
  ]);
});

test("replaceFile: writes another user's file in a folder like /tmp, and leaves nothing beside it", () => {
  const folder = temporaryFolder();
  const file = join(folder, 'a');
  writeFileSync(file, 'old');
  chmodSync(file, 0o666);
  for (const path of [file, folder]) chownSync(path, 12345, 12345);
  chmodSync(folder, 0o1777);
  // Without these two capabilities root may replace only its own files there, as any other user.
  const script =
    'const { replaceFile } = await ' +
    `import(${JSON.stringify(new URL('../../runner/io/replace-file.ts', import.meta.url).href)}); ` +
    "replaceFile(process.argv[1], 'new');";
  execFileSync('setpriv', [
    '--bounding-set=-fowner,-chown',
    process.execPath,
    '--input-type=module',
    '-e',
    script,
    file,
  ]);
  expect([readdirSync(folder), readFileSync(file, 'utf8')]).toEqual([['a'], 'new']);
});

test('tryFolderOf: throws if it cannot make a file, and leaves nothing if it can', () => {
  const folder = temporaryFolder();
  tryFolderOf(join(folder, 'a'));
  expect(readdirSync(folder)).toEqual([]);
  expect(() => tryFolderOf('/proc/a')).toThrow('ENOENT: no such file or directory, open');
});
