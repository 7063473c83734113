import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { projectFolder } from '../../runner/project.ts';
import { filesBefore, projects } from '../projects.ts';

const filesOf = (globs: readonly string[], exclude: readonly string[] = []) =>
  globSync(globs, { cwd: projectFolder, exclude });

test('projects: every test file belongs to exactly one project', () => {
  const owned = projects.flatMap((project) => filesOf(project.files, filesBefore(project)));
  expect(owned.toSorted()).toEqual(filesOf(['tests/**/*.test.ts']).toSorted());
});

test('projects: every glob finds a file that belongs to its project', () => {
  const useless = projects.flatMap((project) =>
    project.files.filter((glob) => filesOf([glob], filesBefore(project)).length === 0),
  );
  expect(useless).toEqual([]);
});

test('projects: a project starts only after projects that can start before it', () => {
  const startable: string[] = [];
  let left = projects;
  while (left.length > 0) {
    const next = left.filter(({ after }) => after.every((name) => startable.includes(name)));
    if (next.length === 0) break;
    startable.push(...next.map(({ name }) => name));
    left = left.filter((project) => !next.includes(project));
  }
  expect(left.map(({ name }) => name)).toEqual([]);
});
