import { defineConfig } from 'vitest/config';

/** `unit` needs nothing; `cluster` and `e2e` share one real local cluster and so run one file at a time, after the units. */
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
          sequence: { groupOrder: 0 },
          testTimeout: 30_000,
        },
      },
      { test: { name: 'cluster', include: ['tests/cluster/**/*.test.ts'], sequence: { groupOrder: 1 }, ...onCluster } },
      { test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], sequence: { groupOrder: 2 }, ...onCluster } },
    ],
  },
});
