import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { projectFolder } from '../../../runner/project.ts';

/**
 * The folder with the files that the commands of a fixture page use. The text of the page names it, so its
 * path is fixed before a test creates it.
 */
export function fixtureFolder(name: string): string {
  return join(projectFolder, 'test-results', 'fixture-files', name);
}

/** Creates the empty folder of a fixture page. Returns it with a function that removes it. */
export function createFixtureFolder(name: string): { readonly folder: string; remove(): void } {
  const folder = fixtureFolder(name);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  remove();
  mkdirSync(folder, { recursive: true });
  return { folder, remove };
}

/** Creates the empty folder of a fixture page for one test. The folder is removed when the test ends. */
export function emptyFixtureFolder(name: string): string {
  const { folder, remove } = createFixtureFolder(name);
  onTestFinished(remove);
  return folder;
}
