import { expect, test } from 'vitest';
import { LocalClusterError } from '../../runner/local-cluster/errors.ts';
import { checkName, isClusterName, machineNames } from '../../runner/local-cluster/record/cluster-name.ts';

test.each(['guiderail', 'a', 'team-2', 'x'.repeat(20)])('isClusterName: accepts %s', (name) => {
  expect(isClusterName(name)).toBe(true);
});

test.each(['', 'x'.repeat(21), 'Team', 'a/b', '..', 'a b', 'ä'])('isClusterName: refuses %j', (name) => {
  expect(isClusterName(name)).toBe(false);
  expect(() => checkName(name)).toThrow(LocalClusterError);
});

test('machineNames: two clusters share no name on the machine', () => {
  const names = [machineNames('one'), machineNames('two')].flatMap((each) => Object.values(each));
  expect(new Set(names).size).toBe(names.length);
});

test('machineNames: the sockets of the longest name fit into a socket address', () => {
  expect(`${machineNames('x'.repeat(20)).sockets}/containerd.sock`.length).toBeLessThan(108);
});
