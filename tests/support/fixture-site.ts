import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../runner/guides.ts';
import { sourceKey } from '../../runner/server/site.ts';
import { type FixtureName, fixturePages, fixtureSource } from './fixture-pages.ts';
import { siteProject } from './site-project.ts';

const folder = join(projectFolder, 'test-results', 'fixtures');
const stamp = join(folder, '.built-from');
const names = Object.keys(fixturePages) as FixtureName[];

/** The site of this project with the pages of the tests beside its own, built unless it is there. Gives its folder. */
export async function fixtureSite(log: (text: string) => void = () => {}): Promise<string> {
  const wanted = createHash('sha256').update(sourceKey()).update(names.map(fixtureSource).join('\0')).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return folder;
  log('Building the pages of the tests (usually 15 s)\n');
  const project = siteProject();
  for (const name of names) writeFileSync(join(project.folder, 'content', `${name}.mdx`), fixtureSource(name));
  const { status, output } = await project.build();
  if (status !== 0) throw new Error(output);
  writeFileSync(join(project.folder, 'dist', '.built-from'), wanted);
  rmSync(folder, { recursive: true, force: true });
  renameSync(join(project.folder, 'dist'), folder);
  project.remove();
  return folder;
}
