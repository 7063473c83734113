import { expect, test } from 'vitest';
import { kubeconfigText } from '../../runner/local-cluster/api/kubeconfig.ts';
import { parseInstalled } from '../../runner/local-cluster/build/debian-packages.ts';
import { cacheFolder } from '../../runner/local-cluster/folders.ts';
import { fillIn } from '../../runner/local-cluster/start/write-settings.ts';

test('cacheFolder: uses GUIDERAIL_CACHE, else the XDG cache folder', () => {
  expect(cacheFolder({ GUIDERAIL_CACHE: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a');
  expect(cacheFolder({ XDG_CACHE_HOME: '/b' })).toBe('/b/guiderail');
  expect(cacheFolder({})).toMatch(/\/\.cache\/guiderail$/);
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
