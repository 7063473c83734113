import { expect, test } from 'vitest';
import { parseCgroupMounts } from '../../runner/kernel/cgroup-tree.ts';

test('parseCgroupMounts: finds the trees of both versions', () => {
  const mounts =
    'tmpfs /sys/fs/cgroup tmpfs rw 0 0\ncgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0\ncgroup2 ' +
    '/sys/fs/cgroup/unified cgroup2 rw 0 0\n';
  expect(parseCgroupMounts(mounts)).toEqual([
    { path: '/sys/fs/cgroup/cpu', version: 1, options: ['rw', 'cpu'] },
    { path: '/sys/fs/cgroup/unified', version: 2, options: ['rw'] },
  ]);
});
