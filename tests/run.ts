/**
 * `npm test [FILTER…]` runs the tests whose file paths contain one of the filters, and without a filter all
 * tests. `--project NAME` runs only the tests of that project. It prepares only what these tests need. The
 * last line that it prints counts the results.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createVitest } from 'vitest/node';
import { messageOf } from '../runner/errors.ts';
import { prepare } from './prepare.ts';
import { type Project, projects } from './projects.ts';
import type { Counts } from './run-project.ts';

const started = Date.now();
/**
 * The cache folder for the kubectl that the tests call. By default kubectl would write into the user's home.
 */
const kubeCache = mkdtempSync(join(tmpdir(), 'guiderail-test-'));
try {
  const { filters, names } = readArguments();
  const matching = await projectsOf(filters, names);
  await prepare(new Set(matching.flatMap(({ needs }) => needs)));
  const counts = await runInOrder(matching, filters);
  const sum = (key: keyof Counts) => counts.reduce((total, each) => total + each[key], 0);
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  process.stdout.write(`\nin ${Math.round((Date.now() - started) / 1000)} s\n`);
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed${skipped}\n`);
  process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
} finally {
  rmSync(kubeCache, { recursive: true, force: true });
}

function readArguments(): { readonly filters: readonly string[]; readonly names: readonly string[] } {
  const { values, positionals } = parseArgs({
    options: { project: { type: 'string', multiple: true, default: [] } },
    allowPositionals: true,
  });
  const all = projects.map(({ name }) => name);
  const unknown = values.project.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Error(`There is no project ${unknown}. Projects: ${all.join(', ')}.`);
  return { filters: positionals, names: values.project };
}

/** The projects with a test file that matches. Throws if a filter matches no file. */
async function projectsOf(filters: readonly string[], names: readonly string[]): Promise<Project[]> {
  const vitest = await createVitest('test', {
    config: 'tests/vitest.config.ts',
    project: [...names],
    watch: false,
  });
  try {
    const found = new Set<string>();
    for (const filter of filters.length > 0 ? filters : ['']) {
      const files = await vitest.globTestSpecifications([filter]);
      const of = names.length > 0 ? ` of ${names.join(' and ')}` : '';
      if (files.length === 0) throw new Error(`No test file${of} matches ${filter}.`);
      for (const { project } of files) found.add(project.name);
    }
    return projects.filter(({ name }) => found.has(name));
  } finally {
    await vitest.close();
  }
}

/** Runs each project as soon as the projects in its `after` have ended. */
function runInOrder(matching: readonly Project[], filters: readonly string[]): Promise<Counts[]> {
  const none: Counts = { passed: 0, failed: 0, skipped: 0 };
  const runs = new Map<Project, Promise<Counts>>();
  const runOnce = (project: Project): Promise<Counts> => {
    const before = projects.filter(({ name }) => project.after.includes(name));
    const running =
      runs.get(project) ??
      Promise.all(before.map(runOnce)).then(() =>
        matching.includes(project) ? runProject(project, filters) : none,
      );
    runs.set(project, running);
    return running;
  };
  return Promise.all(projects.map(runOnce));
}

/** A project whose process ends without a message has failed. */
function runProject({ name, cluster }: Project, filters: readonly string[]): Promise<Counts> {
  const env = {
    ...process.env,
    KUBECACHEDIR: kubeCache,
    ...(cluster !== undefined && { GUIDERAIL_TEST_CLUSTER: cluster }),
  };
  const script = fileURLToPath(new URL('run-project.ts', import.meta.url));
  const child = fork(script, [name, ...filters], { env });
  let counts: Counts = { passed: 0, failed: 1, skipped: 0 };
  child.on('message', (message) => {
    counts = message as Counts;
  });
  return new Promise((resolve) => child.on('close', () => resolve(counts)));
}
