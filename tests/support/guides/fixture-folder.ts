import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { projectFolder } from '../../../runner/project.ts';

/**
 * Where the commands of one of the tests' own pages find what its test lays there: their text is known before
 * the test begins.
 */
export function fixtureFolder(name: string): string {
  return join(projectFolder, 'test-results', 'laid-for', name);
}

/** That folder, empty, and what takes it away. */
export function layFolder(name: string): { readonly folder: string; remove(): void } {
  const folder = fixtureFolder(name);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  remove();
  mkdirSync(folder, { recursive: true });
  return { folder, remove };
}

/** The same for one test, with which it goes. */
export function laidFolder(name: string): string {
  const { folder, remove } = layFolder(name);
  onTestFinished(remove);
  return folder;
}
