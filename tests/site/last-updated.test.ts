import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lastUpdated } from '../../src/site/last-updated.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

const first = new Date('2020-01-02T03:04:05Z');
const second = new Date('2021-01-02T03:04:05Z');

function git(folder: string, at: Date, ...args: string[]): void {
  const who = {
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.org',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.org',
  };
  execFileSync('git', args, {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, ...who, GIT_COMMITTER_DATE: at.toISOString() },
  });
}

/** A repository with two commits: the first adds `old.mdx`, the second `new.mdx`. */
function repository(): string {
  const folder = temporaryFolder();
  git(folder, first, 'init', '--quiet');
  for (const [name, at] of [
    ['old.mdx', first],
    ['new.mdx', second],
  ] as const) {
    writeFileSync(join(folder, name), 'text\n');
    git(folder, at, 'add', '.');
    git(folder, at, 'commit', '--quiet', '--message', name);
  }
  return folder;
}

test('lastUpdated: is the time of the latest commit of the file', () => {
  const folder = repository();
  expect([lastUpdated(join(folder, 'old.mdx')), lastUpdated(join(folder, 'new.mdx'))]).toEqual([
    first,
    second,
  ]);
});

test('lastUpdated: takes a name that is a Git pattern literally', () => {
  const folder = repository();
  writeFileSync(join(folder, '[no]ld.mdx'), 'text\n');
  expect(lastUpdated(join(folder, '[no]ld.mdx'))).toBeUndefined();
});

test('lastUpdated: is the time of the change if the file was changed after its last commit', () => {
  const file = join(repository(), 'old.mdx');
  appendFileSync(file, 'more\n');
  expect(lastUpdated(file)).toEqual(statSync(file).mtime);
});

test('lastUpdated: knows in a shallow clone only commits that the clone has', () => {
  const folder = repository();
  appendFileSync(join(folder, 'new.mdx'), 'more\n');
  git(folder, second, 'commit', '--quiet', '--all', '--message', 'more');
  const clone = temporaryFolder();
  git(clone, second, 'clone', '--quiet', '--depth', '2', `file://${folder}`, 'clone');
  expect([
    lastUpdated(join(clone, 'clone', 'old.mdx')),
    lastUpdated(join(clone, 'clone', 'new.mdx')),
  ]).toEqual([undefined, second]);
});

test('lastUpdated: is unknown for files that Git does not know', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.mdx'), 'text\n');
  expect(lastUpdated(join(folder, 'a.mdx'))).toBeUndefined();
  expect(lastUpdated(join(folder, 'gone', 'a.mdx'))).toBeUndefined();
  git(folder, first, 'init', '--quiet');
  mkdirSync(join(folder, 'b'));
  writeFileSync(join(folder, 'b', 'untracked.mdx'), 'text\n');
  expect(lastUpdated(join(folder, 'b', 'untracked.mdx'))).toBeUndefined();
});
