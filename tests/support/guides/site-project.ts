import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectFolder } from '../../../runner/project.ts';
import { buildEnvironment } from '../../../runner/server/site/site.ts';

const parts = ['astro.config.mjs', 'package.json', 'tsconfig.json', 'src', 'content'];

/** Exit status and everything printed by a build. The site is in `dist`. */
export interface SiteBuild {
  readonly status: number;
  readonly output: string;
}

export interface SiteProject {
  readonly folder: string;
  remove(): void;
  /** Writes a file and commits all of `content/`. */
  commit(file: string, text: string, at: Date): void;
  build(env?: Record<string, string>): Promise<SiteBuild>;
}

/**
 * Copies the sources of the site into a new Git repository. The copy is inside the project, so that its build
 * finds the npm packages.
 */
export function siteProject(): SiteProject {
  const below = join(projectFolder, 'test-results');
  mkdirSync(below, { recursive: true });
  const folder = mkdtempSync(join(below, 'site-'));
  for (const part of parts) cpSync(join(projectFolder, part), join(folder, part), { recursive: true });
  const git = (args: readonly string[], env: Record<string, string> = {}) =>
    execFileSync('git', args, { cwd: folder, env: { ...process.env, ...env } });
  git(['init', '--quiet']);
  return {
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
    commit: (file, text, at) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
      git(['add', 'content']);
      const who = {
        GIT_AUTHOR_NAME: 'a',
        GIT_AUTHOR_EMAIL: 'a@example.org',
        GIT_COMMITTER_NAME: 'a',
        GIT_COMMITTER_EMAIL: 'a@example.org',
      };
      git(['commit', '--quiet', '--message', file], { ...who, GIT_COMMITTER_DATE: at.toISOString() });
    },
    build: (env = {}) =>
      new Promise((resolve) => {
        const settings = {
          cwd: folder,
          env: { ...process.env, ...buildEnvironment, ...env },
          maxBuffer: 1e8,
        };
        const astro = join(projectFolder, 'node_modules', 'astro', 'bin', 'astro.mjs');
        execFile(process.execPath, [astro, 'build'], settings, (error, stdout, stderr) =>
          resolve({ status: error ? 1 : 0, output: stdout + stderr }),
        );
      }),
  };
}
