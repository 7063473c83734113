import { defineConfig } from 'vitest/config';
import { filesBefore, projects } from './projects.ts';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    // Vitest would run the files first that failed or took longest in the last run. Without its cache, the
    // order of the files is the same in each run.
    cache: false,
    projects: projects.map((project, at) => ({
      test: {
        name: project.name,
        include: [...project.files],
        exclude: filesBefore(project),
        // The files of a project share a process, so that each module is loaded once.
        isolate: false,
        setupFiles: ['tests/support/servers/native-globals.ts'],
        maxWorkers: project.workers,
        testTimeout: project.testTimeoutMs,
        // Vitest wants groups of their own for projects with different numbers of workers.
        sequence: { groupOrder: at },
        ...(project.cluster !== undefined && {
          globalSetup: ['tests/support/clusters/test-cluster.ts'],
          hookTimeout: 180_000,
        }),
      },
    })),
  },
});
