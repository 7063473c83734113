/** The things that tests of a project need before they start (`prepare.ts`). */
export type Need = 'chromium' | 'cluster' | 'sites';

/** One kind of tests. Each is a project of Vitest (`vitest.config.ts`) and runs in a process of its own. */
export interface Project {
  readonly name: string;
  /** Globs of its test files. A file belongs to the first project in the list that has a glob for it. */
  readonly files: readonly string[];
  readonly needs: readonly Need[];
  /** Names of the projects that end before this one starts. */
  readonly after: readonly string[];
  /** The number of test files that run at the same time. */
  readonly workers: number;
  readonly testTimeoutMs: number;
  /** Name of the local cluster that is up while the project runs. */
  readonly cluster?: string;
}

export const projects: readonly Project[] = [
  // These tests measure times and memory against fixed bounds, so no other project runs at the same time.
  {
    name: 'bounds',
    files: ['tests/e2e/saves*.test.ts', 'tests/faults/bounds/*.test.ts'],
    needs: ['chromium'],
    after: [],
    workers: 1,
    testTimeoutMs: 120_000,
  },
  // These tests start and stop clusters and compare the machine before and after, so no other cluster may be
  // up.
  {
    name: 'local-cluster',
    files: ['tests/on-cluster/local-cluster.test.ts'],
    needs: ['cluster'],
    after: ['bounds'],
    workers: 1,
    testTimeoutMs: 120_000,
  },
  // These tests kill the API server. Their cluster needs minutes to recover, so no other test uses it.
  {
    name: 'outage',
    files: ['tests/faults/on-cluster/api-server.test.ts'],
    needs: ['cluster'],
    after: ['pages-on-cluster'],
    workers: 1,
    testTimeoutMs: 120_000,
    cluster: 'test-outage',
  },
  // These tests open pages in a browser; the commands run on this machine, without a cluster.
  {
    name: 'pages',
    files: [
      'tests/e2e/{reading,stream,states,evidence,hidden-input}*.test.ts',
      'tests/faults/pages/*.test.ts',
    ],
    needs: ['chromium', 'sites'],
    after: ['faults'],
    workers: 1,
    testTimeoutMs: 240_000,
  },
  // These tests open pages in a browser; the commands run on a real cluster.
  {
    name: 'pages-on-cluster',
    files: ['tests/e2e/*.test.ts', 'tests/on-cluster/evidence-on-page.test.ts'],
    needs: ['chromium', 'cluster', 'sites'],
    after: ['local-cluster'],
    workers: 1,
    testTimeoutMs: 120_000,
    cluster: 'test-pages',
  },
  // These tests run commands on a real cluster, without a browser.
  {
    name: 'on-cluster',
    files: ['tests/on-cluster/*.test.ts', 'tests/faults/on-cluster/*.test.ts'],
    needs: ['cluster'],
    after: ['local-cluster'],
    workers: 1,
    testTimeoutMs: 120_000,
    cluster: 'test',
  },
  // These tests attack the runner or break something that it depends on, without a browser or a cluster.
  {
    name: 'faults',
    files: ['tests/faults/**/*.test.ts'],
    needs: ['sites'],
    after: ['programs'],
    workers: 1,
    testTimeoutMs: 120_000,
  },
  // These tests start the command line or a build of the site, as a reader or an author does.
  {
    name: 'programs',
    files: [
      'tests/cli/**/*.test.ts',
      'tests/{cleanup,cluster}/**/{confirm,named}-cluster.test.ts',
      'tests/site/**/{built-page,docs-shell,page-names,page-problems}*.test.ts',
      'tests/server/**/{follow-guides,site}.test.ts',
    ],
    needs: ['sites'],
    after: ['unit'],
    workers: 2,
    testTimeoutMs: 60_000,
  },
  // All other tests. They need only the npm packages.
  {
    name: 'unit',
    files: ['tests/**/*.test.ts'],
    needs: [],
    after: ['bounds'],
    workers: 3,
    testTimeoutMs: 60_000,
  },
];

/** The globs of the files that a project leaves to the projects before it in the list. */
export function filesBefore(project: Project): string[] {
  return projects.slice(0, projects.indexOf(project)).flatMap(({ files }) => files);
}
