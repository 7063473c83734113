import { defineConfig } from 'vitest/config';

/**
 * `unit` and `computing` need nothing; `builds`, `faults`, `browser` and `page-faults` read the built sites.
 * `local-cluster` proves that the machine is left as it was, and so wants no other cluster beside it. What is
 * `onCluster` runs one file at a time, on the real cluster of its part: `parts.ts` says which projects make a
 * part.
 */
const onCluster = {
  fileParallelism: false,
  isolate: false,
  globalSetup: ['tests/support/clusters/test-cluster.ts'],
  testTimeout: 120_000,
  hookTimeout: 180_000,
};

/**
 * What starts no server and no shell in its own process. Its files share a process, as those of most projects
 * do: each would load the same modules anew.
 */
const computing = [
  'bless',
  'check',
  'evidence',
  'guide',
  'match',
  'observe',
  'preflight',
  'proof',
  'report',
  'site',
].map((folder) => `tests/${folder}/**/*.test.ts`);

/** Read a built site, or build one. */
const builds = ['built-page', 'docs-shell', 'page-names', 'page-problems'].map(
  (name) => `tests/site/${name}.test.ts`,
);

/** Their bounds are the server's own: other tests at the same time would be measured with it. */
const alone = [
  'tests/e2e/saves.test.ts',
  ...['09-storm', '24-greedy-steps', '29-sessions'].map((name) => `tests/faults/${name}.test.ts`),
];

/**
 * Tests that need a real cluster. Those that mostly wait come first, beside other parts that compute: waiting
 * takes as long at any time. The one that kills the API server comes last: behind it, a cluster takes a
 * minute and more until its controllers remove a namespace and its pods are ready again.
 */
const cleanupFaults = ['18-cleanup', '19-finalizer'].map((name) => `tests/faults/${name}.test.ts`);
const twoRunners = ['tests/faults/20-two-runners.test.ts'];
const guide = ['tests/on-cluster/guide.test.ts'];
const preflight = ['17-preflight', '17-undeclared'].map((name) => `tests/faults/${name}.test.ts`);
const outage = ['tests/faults/20-api-server.test.ts'];

/** Takes a processor for a minute: comes last of its part, when others are over or wait. */
const muchOutput = ['tests/faults/25-much-output.test.ts'];

/** On a page, but no real cluster. */
const pageFaults = ['06-hostile-page', '12-output', '27-cut-streams', '30-clock'].map(
  (name) => `tests/faults/${name}.test.ts`,
);
const pages = ['reading', 'stream', 'states', 'evidence', 'hidden-input'].map(
  (name) => `tests/e2e/${name}.test.ts`,
);

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    // Vitest leaves one core free, which on two cores is half of them.
    maxWorkers: 2,
    // Files come in the same order on each run. What Vitest remembers would put those first that failed or
    // took longest last time.
    cache: false,
    projects: [
      {
        test: {
          name: 'unit',
          isolate: false,
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/on-cluster/**', 'tests/e2e/**', 'tests/faults/**', ...computing],
          sequence: { groupOrder: 1 },
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'builds',
          include: builds,
          isolate: false,
          sequence: { groupOrder: 1 },
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'computing',
          include: computing,
          exclude: builds,
          isolate: false,
          sequence: { groupOrder: 1 },
          // It has what processor time the other parts leave (`parts.ts`), so that is what is measured: see
          // there.
          setupFiles: ['tests/support/measure/processor-time.ts'],
          testTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'local-cluster',
          include: ['tests/on-cluster/local-cluster.test.ts'],
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'cluster',
          include: ['tests/on-cluster/*.test.ts'],
          exclude: ['tests/on-cluster/local-cluster.test.ts', ...guide],
          sequence: { groupOrder: 3 },
          ...onCluster,
        },
      },
      {
        test: {
          name: 'faults',
          isolate: false,
          fileParallelism: false, // Three other parts run beside it.
          include: ['tests/faults/*.test.ts'],
          exclude: [
            ...cleanupFaults,
            ...twoRunners,
            ...preflight,
            ...outage,
            ...pageFaults,
            ...alone,
            ...muchOutput,
          ],
          testTimeout: 120_000,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          name: 'much-output',
          include: muchOutput,
          isolate: false,
          fileParallelism: false,
          testTimeout: 120_000,
          sequence: { groupOrder: 5 },
        },
      },
      {
        test: {
          name: 'alone',
          include: alone,
          isolate: false,
          fileParallelism: false,
          testTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      { test: { name: 'cleanup-faults', include: cleanupFaults, sequence: { groupOrder: 2 }, ...onCluster } },
      { test: { name: 'two-runners', include: twoRunners, sequence: { groupOrder: 2 }, ...onCluster } },
      { test: { name: 'guide', include: guide, sequence: { groupOrder: 4 }, ...onCluster } },
      { test: { name: 'preflight', include: preflight, sequence: { groupOrder: 5 }, ...onCluster } },
      { test: { name: 'outage', include: outage, sequence: { groupOrder: 6 }, ...onCluster } },
      {
        test: {
          name: 'browser',
          isolate: false,
          fileParallelism: false,
          include: pages,
          testTimeout: 240_000,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          name: 'page-faults',
          isolate: false,
          fileParallelism: false,
          include: pageFaults,
          testTimeout: 120_000,
          sequence: { groupOrder: 5 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: [...pages, ...alone],
          sequence: { groupOrder: 3 },
          ...onCluster,
        },
      },
    ],
  },
});
