import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/**
 * The time of the last change of a file: that of its latest commit, or that of the file if it differs from
 * the commit. `undefined` without Git, outside a repository, and if a shallow clone does not have that
 * commit.
 */
export function lastUpdated(file: string): Date | undefined {
  const name = basename(file);
  const git = (...args: string[]) => {
    const { status, stdout } = spawnSync('git', ['--literal-pathspecs', ...args], {
      cwd: dirname(file),
      encoding: 'utf8',
    });
    return status === 0 ? stdout.trim() : undefined;
  };
  const commit = git('log', '--max-count=1', '--format=%ct %P', '--', name);
  if (!commit) return undefined;
  if (git('status', '--porcelain', '--', name) !== '') return statSync(file).mtime;
  const [seconds, ...parents] = commit.split(' ');
  const isCutOff = parents.length === 0 && git('rev-parse', '--is-shallow-repository') === 'true';
  return isCutOff ? undefined : new Date(Number(seconds) * 1000);
}
