import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../runner/project.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

const installer = join(projectFolder, 'runner', 'install-packages.mjs');

/**
 * A clone with a fake npm. The lock file lists the package `a` in this version and two optional packages, one
 * of them for this machine. The fake npm installs them, and then writes its list of packages. With a file
 * `fail` it fails; with `offline` it leaves out the optional package for this machine.
 */
function cloneOf(version: string) {
  const folder = temporaryFolder();
  const clone = join(folder, 'clone');
  const bin = join(folder, 'bin');
  for (const each of [clone, bin]) mkdirSync(each);
  writeFileSync(
    join(bin, 'npm'),
    `#!/bin/sh
echo "npm $1" >>${folder}/calls
[ -e ${folder}/fail ] && { echo 'npm error: no network' >&2; exit 1; }
rm -rf node_modules && mkdir -p node_modules/a && cp package-lock.json node_modules/a/of
[ -e ${folder}/offline ] && list=short || list=list
cp ../$list node_modules/.package-lock.json
`,
  );
  chmodSync(join(bin, 'npm'), 0o755);
  const setVersion = (wanted: string) => {
    const a = { version: wanted, integrity: `sha512-${wanted}` };
    const elsewhere = { version: '1.0.0', integrity: 'sha512-b', optional: true, os: ['none'] };
    const here = {
      version: '1.0.0',
      integrity: 'sha512-c',
      optional: true,
      os: process.platform,
      cpu: [process.arch],
    };
    const write = (file: string, packages: object) => writeFileSync(file, JSON.stringify({ packages }));
    write(join(clone, 'package-lock.json'), {
      '': {},
      'node_modules/a': a,
      'node_modules/elsewhere': elsewhere,
      'node_modules/here': here,
    });
    write(join(folder, 'list'), { 'node_modules/a': a, 'node_modules/here': here });
    write(join(folder, 'short'), { 'node_modules/a': a });
  };
  setVersion(version);
  const script = `import { installPackages } from '${installer}'; installPackages('${clone}');`;
  const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}` };
  return {
    clone,
    setVersion,
    addFile: (name: string) => writeFileSync(join(folder, name), ''),
    removeFile: (name: string) => rmSync(join(folder, name)),
    npmCalls: () =>
      existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') : [],
    has: (file: string) => existsSync(join(clone, 'node_modules', file)),
    install: () => {
      const args = ['--input-type=module', '--eval', script];
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
      return { status, said: stdout + stderr };
    },
  };
}

const installing = 'Installing the npm packages (usually 20 s, once)\n';

test('installPackages: npm installs the packages of the lock file, and again when it changes', () => {
  const { setVersion, install, npmCalls } = cloneOf('1.0.0');
  expect(install()).toEqual({ status: 0, said: installing });
  expect(install()).toEqual({ status: 0, said: '' });
  setVersion('2.0.0');
  expect(install()).toEqual({ status: 0, said: installing });
  expect(npmCalls()).toEqual(['npm ci', 'npm ci']);
});

test('installPackages: after npm was killed, installs all packages again', () => {
  const { clone, install, npmCalls, has } = cloneOf('1.0.0');
  mkdirSync(join(clone, 'node_modules', 'a'), { recursive: true });
  writeFileSync(join(clone, 'node_modules', 'a', 'half'), '');
  expect(install()).toEqual({ status: 0, said: installing });
  expect([npmCalls(), has('a/half'), has('a/of')]).toEqual([['npm ci'], false, true]);
});

test('installPackages: installs all packages again if one is not in the lock file', () => {
  const { clone, install } = cloneOf('1.0.0');
  expect(install()).toEqual({ status: 0, said: installing });
  const list = join(clone, 'node_modules', '.package-lock.json');
  const { packages } = JSON.parse(readFileSync(list, 'utf8')) as { packages: object };
  const other = { version: '1.0.0', integrity: 'sha512-d' };
  writeFileSync(list, JSON.stringify({ packages: { ...packages, 'node_modules/other': other } }));
  expect(install()).toEqual({ status: 0, said: installing });
  expect(install()).toEqual({ status: 0, said: '' });
});

test('installPackages: asks npm about a lock file that cannot be read', () => {
  const { clone, addFile, install } = cloneOf('1.0.0');
  writeFileSync(join(clone, 'package-lock.json'), '<<<<<<< ours\n');
  addFile('fail');
  expect(install()).toEqual({ status: 3, said: expect.stringContaining('could not be installed.') });
});

test('installPackages: if npm fails, shows its message and ours, and tries again later', () => {
  const { addFile, install, npmCalls } = cloneOf('1.0.0');
  addFile('fail');
  const said =
    `${installing}npm error: no network\nThe npm packages could not be installed. Read what npm says ` +
    'above, correct that, and start again.\n';
  for (let time = 0; time < 2; time += 1) expect(install()).toEqual({ status: 3, said });
  expect(npmCalls()).toEqual(['npm ci', 'npm ci']);
});

test('installPackages: names an optional package that npm left out, and tries again later', () => {
  const { addFile, removeFile, install } = cloneOf('1.0.0');
  addFile('offline');
  const why =
    'npm left out node_modules/here, usually because its registry did not answer. Make sure that it ' +
    'can be reached, and start again.\n';
  expect(install()).toEqual({ status: 3, said: `${installing}${why}` });
  removeFile('offline');
  expect(install()).toEqual({ status: 0, said: installing });
});

interface LockedPackage {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
}

test('package-lock.json: pins every package with its integrity, and the Node that runs everything', () => {
  const { packages } = JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  const own = `node_modules/node-${process.platform}-${process.arch}`;
  expect(realpathSync(process.execPath)).toBe(join(projectFolder, own, 'bin', 'node'));
  expect(packages[own]).toMatchObject({
    version: process.versions.node,
    integrity: expect.stringMatching(/^sha512-/),
  });
  const { '': _, ...others } = packages;
  expect(
    Object.entries(others).filter(
      ([, { integrity, resolved }]) => !integrity?.startsWith('sha512-') || resolved !== undefined,
    ),
  ).toEqual([]);
});

test('.npmrc: no install script of a package runs', () => {
  expect(readFileSync(join(projectFolder, '.npmrc'), 'utf8').split('\n')).toContain('ignore-scripts=true');
});
