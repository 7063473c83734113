import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { projectFolder } from '../../runner/project.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

const installer = join(projectFolder, 'runner', 'install-packages.mjs');

interface Call {
  readonly child: ChildProcess;
  /** The text that the process has printed so far. */
  readonly said: () => string;
  readonly ended: Promise<number | null>;
}

/**
 * A clone with a fake npm. The lock file lists the package `a` in this version and two optional packages, one
 * of them for this machine. The fake npm installs them, and then writes its list of packages. If the clone
 * has a file `wait`, the fake npm waits in between for the file `go`; with `fail` it fails; with `offline` it
 * leaves out the optional package for this machine.
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
while [ -e ${folder}/wait ] && [ ! -e ${folder}/go ]; do sleep 0.05; done
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
  const start = (): Call => {
    const script =
      `import { installPackages } from ${JSON.stringify(installer)}; await ` +
      `installPackages(${JSON.stringify(clone)});`;
    const env = {
      ...process.env,
      PATH: `${bin}:${process.env['PATH']}`,
      GUIDERAIL_CACHE: join(folder, 'cache'),
    };
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    onTestFinished(() => void child.kill('SIGKILL'));
    return { child, said: () => text, ended };
  };
  return {
    clone,
    setVersion,
    start,
    lay: (name: string) => writeFileSync(join(folder, name), ''),
    take: (name: string) => rmSync(join(folder, name)),
    npmCalls: () =>
      existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') : [],
    has: (file: string) => existsSync(join(clone, 'node_modules', file)),
    install: async () => {
      const call = start();
      return { status: await call.ended, said: call.said() };
    },
  };
}

const installing = 'Installing the npm packages (usually 20 s, once)\n';

test('installPackages: npm installs the packages of the lock file, and again when it changes', async () => {
  const { setVersion, install, npmCalls } = cloneOf('1.0.0');
  expect(await install()).toEqual({ status: 0, said: installing });
  expect(await install()).toEqual({ status: 0, said: '' });
  setVersion('2.0.0');
  expect(await install()).toEqual({ status: 0, said: installing });
  expect(npmCalls()).toEqual(['npm ci', 'npm ci']);
});

test('installPackages: after npm was killed, installs all packages again', async () => {
  const { clone, install, npmCalls, has } = cloneOf('1.0.0');
  mkdirSync(join(clone, 'node_modules', 'a'), { recursive: true });
  writeFileSync(join(clone, 'node_modules', 'a', 'half'), '');
  expect(await install()).toEqual({ status: 0, said: installing });
  expect([npmCalls(), has('a/half'), has('a/of')]).toEqual([['npm ci'], false, true]);
});

test('installPackages: if npm fails, shows its message and ours, and tries again later', async () => {
  const { lay, install, npmCalls } = cloneOf('1.0.0');
  lay('fail');
  const said =
    `${installing}npm error: no network\nThe npm packages could not be installed. Read what npm says ` +
    'above, correct that, and start again.\n';
  for (let time = 0; time < 2; time += 1) expect(await install()).toEqual({ status: 3, said });
  expect(npmCalls()).toEqual(['npm ci', 'npm ci']);
});

test('installPackages: names an optional package that npm left out, and tries again later', async () => {
  const { lay, take, install } = cloneOf('1.0.0');
  lay('offline');
  const why =
    'npm left out node_modules/here, usually because its registry did not answer. Make sure that it ' +
    'can be reached, and start again.\n';
  expect(await install()).toEqual({ status: 3, said: `${installing}${why}` });
  take('offline');
  expect(await install()).toEqual({ status: 0, said: installing });
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
