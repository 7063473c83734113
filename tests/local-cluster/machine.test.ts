import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isAlive, parseStat, processesMarked, processStat } from '../../runner/kernel/process-table.ts';
import { kubeconfigText } from '../../runner/local-cluster/api/kubeconfig.ts';
import { parseInstalled } from '../../runner/local-cluster/build/debian-packages.ts';
import { cacheFolder } from '../../runner/local-cluster/folders.ts';
import { cgroupMounts } from '../../runner/local-cluster/node/cgroups.ts';
import { fillIn } from '../../runner/local-cluster/start/write-settings.ts';

test('cacheFolder: uses GUIDERAIL_CACHE, else the XDG cache folder', () => {
  expect(cacheFolder({ GUIDERAIL_CACHE: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a');
  expect(cacheFolder({ XDG_CACHE_HOME: '/b' })).toBe('/b/guiderail');
  expect(cacheFolder({})).toMatch(/\/\.cache\/guiderail$/);
});

test('parseStat reads past a name with blanks and brackets', () => {
  const stat = `42 (a) b (c) S 7 ${Array.from({ length: 17 }, (_, index) => index).join(' ')} 12345 1 2`;
  expect(parseStat(stat)).toEqual({ state: 'S', parent: 7, startTicks: 12345 });
});

test('a process is known by pid and start, and found by its mark', async () => {
  const child = spawn('sleep', ['60'], { env: { ...process.env, GUIDERAIL_TEST_MARK: `${process.pid}` } });
  await once(child, 'spawn');
  const identity = { pid: child.pid!, startTicks: processStat(child.pid!)!.startTicks };
  expect(isAlive(identity)).toBe(true);
  expect(isAlive({ ...identity, startTicks: identity.startTicks + 1 })).toBe(false);
  await expect.poll(() => processesMarked('GUIDERAIL_TEST_MARK', `${process.pid}`)).toEqual([child.pid]);
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(isAlive(identity)).toBe(false);
});

test('cgroupMounts finds the hierarchies of both versions', () => {
  const mounts =
    'tmpfs /sys/fs/cgroup tmpfs rw 0 0\ncgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0\ncgroup2 ' +
    '/sys/fs/cgroup/unified cgroup2 rw 0 0\n';
  expect(cgroupMounts(mounts)).toEqual([
    { path: '/sys/fs/cgroup/cpu', version: 1 },
    { path: '/sys/fs/cgroup/unified', version: 2 },
  ]);
});

test('parseInstalled: leaves out packages that are only known or removed', () => {
  expect(
    parseInstalled(
      'runc\tinstalled\t1.1.5\nlibc6:amd64\tinstalled\t2.36\nsocat\tnot-installed\t\n' +
        'curl\tconfig-files\t7.88\n',
    ),
  ).toEqual(
    new Map([
      ['runc', '1.1.5'],
      ['libc6', '2.36'],
    ]),
  );
});

test('fillIn: replaces every name and refuses an unknown one', () => {
  expect(fillIn('root = "@STATE@/containerd" # @STATE@', { STATE: '/s' })).toBe(
    'root = "/s/containerd" # /s',
  );
  expect(() => fillIn('@NOBODY@', {})).toThrow('@NOBODY@ has no value');
});

test('kubeconfigText: has one context with the name of the cluster', () => {
  const text = kubeconfigText({
    context: 'probe',
    server: 'https://127.0.0.1:1',
    authority: 'CA',
    certificate: 'C',
    key: 'K',
  });
  expect(JSON.parse(text)).toMatchObject({
    'current-context': 'probe',
    contexts: [{ name: 'probe', context: { cluster: 'probe', user: 'probe' } }],
    clusters: [
      { name: 'probe', cluster: { server: 'https://127.0.0.1:1', 'certificate-authority-data': 'Q0E=' } },
    ],
  });
});
