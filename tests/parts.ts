import { constants } from 'node:os';

/** Projects of vitest.config.ts that run in one process, or `sites`. */
export interface Part {
  readonly projects: readonly string[];
  /** Projects that must have ended before; those of parts above. */
  readonly after?: readonly string[];
  /**
   * How far it yields to the others, from 1 to 19 (nice(1)): at 19 it has what processor time they leave, at
   * 4 two fifths of another's share, at 6 a quarter.
   */
  readonly yields?: number;
  /** Name of its own real cluster. */
  readonly cluster?: string;
}

/** What pages are read from, built unless it is there: no project. */
export const sites = 'sites';

/**
 * `alone` measures what others would disturb, and has only what yields to it beside it. `local-cluster`
 * proves that the machine is left as it was: no other cluster stands then. Those on a cluster take longest,
 * and so go first.
 */
export const parts: readonly Part[] = [
  { projects: ['alone'] },
  { projects: [sites], yields: constants.priority.PRIORITY_LOW },
  { projects: ['computing'], yields: constants.priority.PRIORITY_LOW },
  { projects: ['local-cluster'], after: ['alone'] },
  { projects: ['unit', 'builds'], after: ['alone', sites], yields: 6 },
  { projects: ['faults', 'much-output'], after: ['unit'], yields: 4 },
  { projects: ['browser', 'page-faults'], after: ['unit'], yields: 6 },
  { projects: ['cluster', 'cleanup-faults', 'guide'], after: ['local-cluster', sites], cluster: 'test' },
  {
    projects: ['e2e', 'two-runners', 'preflight', 'outage'],
    after: ['local-cluster', sites],
    cluster: 'test-page',
  },
];

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
