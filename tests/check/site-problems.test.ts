import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { siteProblems } from '../../runner/check/site-problems.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

function problemsIn(source: string, file = 'content/page.mdx'): string[] {
  const parsed = parseGuide(source, { file, name: 'page' });
  return [...parsed.problems, ...siteProblems(parsed, file)].map(
    ({ line, message, code }) => `${line}: ${message} [${code}]`,
  );
}

test.each([
  [
    'no front matter',
    'Text.',
    '1: The page has no front matter, and so no title. Begin it with three lines: `---`, `title: The ' +
      'title` and `---`.',
  ],
  [
    'no title',
    '---\ndescription: D\n---\n',
    '1: The front matter has no `title`, which every page needs. Write `title: The title`.',
  ],
  [
    'an empty title',
    '---\ndescription: D\ntitle:\n---\n',
    '3: The `title` is empty. Write the title of the page.',
  ],
  ['a title of spaces', '---\ntitle: " "\n---\n', '2: The `title` is empty. Write the title of the page.'],
  [
    'a misspelt title',
    '---\ntitel: T\n---\n',
    '1: The front matter has no `title`, which every page needs. Did you mean `title` instead of `titel`?',
  ],
  ['a capital letter', '---\nTitle: T\n---\n', '2: Nothing reads the key `Title`. Write `title`.'],
  ['a date as title', '---\ntitle: 2026-01-31\n---\n', '2: `title` must be text. Put it in quotes.'],
  ['a word for a draft', '---\ntitle: T\ndraft: maybe\n---\n', '3: `draft` must be true or false.'],
  [
    'a number for the sidebar',
    '---\ntitle: T\nsidebar: 5\n---\n',
    '3: `sidebar` must be `key: value` lines.',
  ],
  [
    'a word for a number in the sidebar',
    '---\ntitle: T\nsidebar:\n  order: first\n---\n',
    '4: `sidebar.order` must be a number.',
  ],
  ['an unknown template', '---\ntitle: T\ntemplate: wide\n---\n', '3: `template` must be `doc` or `splash`.'],
  [
    'a word for a date',
    '---\ntitle: T\nlastUpdated: today\n---\n',
    '3: `lastUpdated` must be a date such as 2026-01-31 or true or false.',
  ],
])('siteProblems: %s', (_, source, message) => {
  expect(problemsIn(source)).toEqual([`${message} [front-matter]`]);
});

test('siteProblems: accepts front matter that Starlight accepts', () => {
  const head =
    'title: T\ndraft: true\nlastUpdated: 2026-01-31\nsidebar:\n  order: 1\n  badge: New\n' +
    'tableOfContents: false\nauthor: me\nhero:\n  image:\n    file: ../x.png';
  expect(problemsIn(`---\n${head}\n---\n`)).toEqual([]);
});

test('siteProblems: reports a missing picture or import with its line', () => {
  const folder = temporaryFolder();
  for (const name of ['a b.png', 'A.astro']) writeFileSync(join(folder, name), '');
  const page =
    "---\ntitle: T\n---\n\nimport A from './A.astro'\nimport B from './B.astro'\n\n![a](./a%20b.png) " +
    '![b](b.png) ![c](/c.png) ![d](https://example.com/d.png)\n\n<A /><B />\n';
  const missing = (line: number, path: string) =>
    `${line}: The page names the file \`${path}\`, which does not exist. Correct the path, which is ` +
    'relative to the folder of the page. [missing-reference]';
  expect(problemsIn(page, join(folder, 'page.mdx'))).toEqual([missing(6, './B.astro'), missing(8, 'b.png')]);
});
