import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { projectFolder } from '../../runner/project.ts';
import { fence } from '../support/guides/guide-text.ts';

/** Runs `check` in a copy of the project with these pages in `content/` and these files beside it. */
function checked(files: Readonly<Record<string, string>>, args: readonly string[] = []) {
  const below = join(projectFolder, 'test-results');
  mkdirSync(below, { recursive: true });
  const folder = mkdtempSync(join(below, 'check-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const part of ['runner', 'src/guide', 'package.json', 'package-lock.json'])
    cpSync(join(projectFolder, part), join(folder, part), { recursive: true });
  mkdirSync(join(folder, 'content'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['runner/main.ts', 'check', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  return { status, printed: [...stderr.split('\n'), ...stdout.split('\n')].filter(Boolean) };
}

test('check: a page of content/ that the site could not show is a problem', () => {
  const page = `${fence('$ id', 'id=a')}\n`;
  const files = {
    'content/a.mdx': page,
    'content/b.mdx': '---\ndraft: maybe\ntitle: B\n---\n\nText.\n',
    'content/c.mdx': '---\ntitle: C\n---\n\n![c](./c.png)\n',
    'elsewhere.mdx': page,
  };
  expect(checked(files)).toEqual({
    status: 2,
    printed: [
      'content/a.mdx:1: The page has no front matter, and so no title. Begin it with three lines: ' +
        '`---`, `title: The title` and `---`. [front-matter]',
      'content/b.mdx:2: `draft` must be true or false. [front-matter]',
      'content/c.mdx:5: The page names the file `./c.png`, which does not exist. Correct the path, ' +
        'which is relative to the folder of the page. [missing-reference]',
      '3 guides, 1 step, 3 problems',
    ],
  });
  expect(checked(files, ['elsewhere.mdx'])).toMatchObject({
    status: 0,
    printed: [expect.stringContaining('elsewhere.mdx: not recorded'), '1 guide, 1 step, 0 problems'],
  });
});

test('check: warns about lines that may be commands, with exit status 0', () => {
  const printed = checked({ 'g.mdx': `${fence('$ id\n0\n  $ hostname', 'id=a')}\n` }, ['g.mdx']);
  expect(printed).toEqual({
    status: 0,
    printed: [
      'g.mdx:4: warning: This line is read as output of the command in line 2. If it is a command: ' +
        'delete the 2 spaces before `$ `. [lost-command]',
      expect.stringContaining('g.mdx: not recorded'),
      '1 guide, 1 step, 0 problems, 1 warning',
    ],
  });
});
