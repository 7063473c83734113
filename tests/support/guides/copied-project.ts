import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectFolder } from '../../../runner/project.ts';
import { type SiteProject, siteProject } from './site-project.ts';

export interface CopiedProject extends SiteProject {
  /** The folder with its pages, which a test may change. */
  readonly content: string;
  /**
   * The environment for programs in the copy, so that they find `astro` and keep their cache inside the copy.
   */
  readonly env: Readonly<Record<string, string>>;
  /** Writes a file below `content/`. */
  readonly save: (path: string, text: string) => void;
}

/**
 * Copies this project with everything that `serve` needs. `pages` replaces all pages: their texts by their
 * paths below `content/`.
 */
export function copiedProject(pages?: Readonly<Record<string, string>>): CopiedProject {
  const project = siteProject();
  for (const part of ['runner', 'package-lock.json', 'tests/support'])
    cpSync(join(projectFolder, part), join(project.folder, part), { recursive: true });
  const content = join(project.folder, 'content');
  const save = (path: string, text: string) => {
    mkdirSync(dirname(join(content, path)), { recursive: true });
    writeFileSync(join(content, path), text);
  };
  if (pages) rmSync(content, { recursive: true });
  for (const [path, text] of Object.entries(pages ?? {})) save(path, text);
  const env = {
    GUIDERAIL_CACHE: join(project.folder, 'cache'),
    PATH: `${join(projectFolder, 'node_modules', '.bin')}:${process.env['PATH']}`,
  };
  return { ...project, content, env, save };
}
