import { defineConfig } from 'vitest/config';

/**
 * `unit` needs nothing. `local-cluster` proves that the machine is left as it was, and so wants it to itself. `cluster` and `e2e` share
 * one real cluster, one file at a time.
 */
const onCluster = { fileParallelism: false, globalSetup: ['tests/support/test-cluster.ts'], testTimeout: 120_000, hookTimeout: 180_000 };

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/cluster/**', 'tests/e2e/**'],
          sequence: { groupOrder: 1 },
          testTimeout: 30_000,
        },
      },
      { test: { name: 'local-cluster', include: ['tests/cluster/local-cluster.test.ts'], sequence: { groupOrder: 1 } } },
      { test: { name: 'cluster', include: ['tests/cluster/guide.test.ts'], sequence: { groupOrder: 2 }, ...onCluster } },
      { test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], sequence: { groupOrder: 3 }, ...onCluster } },
    ],
  },
});
