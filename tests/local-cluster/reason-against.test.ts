import { expect, test } from 'vitest';
import { isOlder } from '../../runner/local-cluster/machine/is-older.ts';
import { hasCapabilities, type MachineFacts } from '../../runner/local-cluster/machine/machine-facts.ts';
import { reasonAgainst } from '../../runner/local-cluster/machine/reason-against.ts';

const able: MachineFacts = {
  name: 'guiderail',
  platform: 'linux',
  isRoot: true,
  mayMakeNamespaces: true,
  missingPackages: [],
  hasAptGet: true,
  go: { needed: '1.26.0', found: '1.26.8' },
  python: 'there',
  freeDiskBytes: 20e9,
  neededDiskBytes: 15e9,
  freeMemoryBytes: 8 * 1024 ** 3,
  cache: '/cache',
};

test('reasonAgainst: finds nothing on a machine that has everything', () => {
  expect(reasonAgainst(able)).toBeUndefined();
  expect(
    reasonAgainst({ ...able, go: 'not needed', python: 'not needed', missingPackages: ['runc'] }),
  ).toBeUndefined();
});

const cases: [Partial<MachineFacts>, RegExp][] = [
  [{ name: 'Not OK' }, /"Not OK" cannot be the name.*use 1 to 20 lower-case letters/],
  [{ platform: 'darwin' }, /needs Linux and this is darwin: run/],
  [{ isRoot: false }, /needs root for its networks: start Guiderail as root/],
  [{ mayMakeNamespaces: false }, /this root may not: start the container with --privileged/],
  [{ missingPackages: 'no dpkg' }, /there is no dpkg: run Guiderail on Debian/],
  [{ missingPackages: ['runc', 'socat'], hasAptGet: false }, /no apt-get: install runc socat\./],
  [{ go: { needed: '1.26.0', found: undefined } }, /there is no Go: install Go 1\.26\.0 or newer/],
  [{ go: { needed: '1.26.0', found: '1.9.7' } }, /need Go 1\.26\.0 and this is 1\.9\.7: install a newer Go/],
  [{ python: 'missing' }, /there is no python3: install python3/],
  [{ python: 'without venv' }, /no venv with pip: install python3-venv/],
  [{ freeDiskBytes: 1024 ** 3 }, /needs 14\.0 GiB of disk and \/cache has 1\.0 GiB left: free some/],
  [{ freeMemoryBytes: 1024 ** 3 }, /needs 3\.0 GiB of memory and 1\.0 GiB are free: end other programs/],
];

test.each(cases)('reasonAgainst: %j gives one sentence that says what to do', (facts, sentence) => {
  const reason = reasonAgainst({ ...able, ...facts });
  expect(reason).toMatch(sentence);
  expect(reason).toMatch(/^[^\n]+\.$/);
});

test('hasCapabilities: needs both capabilities for namespaces', () => {
  expect(hasCapabilities('000001ffffffffff')).toBe(true);
  expect(hasCapabilities('00000000a80425fb')).toBe(false);
  expect(hasCapabilities(undefined)).toBe(false);
});

test.each([
  ['1.25.9', '1.26.0', true],
  ['1.26.0', '1.26.0', false],
  ['1.9', '1.26', true],
  ['1.26.8', '1.26', false],
  ['2.0', '1.26.0', false],
] as const)('isOlder(%s, %s) is %s', (version, than, older) => expect(isOlder(version, than)).toBe(older));
