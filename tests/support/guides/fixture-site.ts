import { createHash } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../../runner/project.ts';
import { isBuiltFrom, noteBuiltFrom, sourceKey } from '../../../runner/server/site/site.ts';
import { type FixtureName, fixturePages, fixtureSource } from './fixture-pages.ts';
import { siteProject } from './site-project.ts';

const folder = join(projectFolder, 'test-results', 'fixtures');
const names = Object.keys(fixturePages) as FixtureName[];

/**
 * Builds the site of this project with the fixture pages added, unless it is already built from the same
 * sources. Returns its folder.
 */
export async function fixtureSite(log: (text: string) => void = () => {}): Promise<string> {
  const wanted = createHash('sha256')
    .update(await sourceKey())
    .update(names.map(fixtureSource).join('\0'))
    .digest('hex');
  if (isBuiltFrom(folder, wanted)) return folder;
  log('Building the pages of the tests (usually 15 s)\n');
  const project = siteProject();
  try {
    for (const name of names)
      writeFileSync(join(project.folder, 'content', `${name}.mdx`), fixtureSource(name));
    const { status, output } = await project.build({ GUIDERAIL_EDIT_URL: '' });
    if (status !== 0) throw new Error(output);
    const built = join(project.folder, 'dist');
    noteBuiltFrom(built, wanted);
    rmSync(folder, { recursive: true, force: true });
    renameSync(built, folder);
  } finally {
    project.remove();
  }
  return folder;
}
