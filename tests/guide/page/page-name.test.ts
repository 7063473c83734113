import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { pagePaths } from '../../../src/guide/page/page-files.ts';
import { addressOf, nameProblem, nameProblems, pageName } from '../../../src/guide/page/page-name.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';

test.each([
  ['istio/x.mdx', 'istio/x', '/istio/x'],
  ['v1.2.mdx', 'v1.2', '/v1.2'],
  ['My Guide.mdx', 'My Guide', '/My%20Guide'],
  ['a_b+c.mdx', 'a_b+c', '/a_b%2Bc'],
  ['über.mdx', 'über', '/%C3%BCber'],
  ['u\u0308ber.mdx', 'u\u0308ber', '/%C3%BCber'],
  ["it's (new).mdx", "it's (new)", '/it%27s%20%28new%29'],
])('pageName and addressOf: %j is %j, at %s', (path, name, address) => {
  expect([pageName(path), addressOf(pageName(path))]).toEqual([name, address]);
  expect(nameProblem(path)).toBeUndefined();
});

test.each([
  ['a#b.mdx', 'The name has #, which has another meaning in addresses. Rename the file or folder.'],
  ['what?.mdx', 'The name has ?, which has another meaning in addresses. Rename the file or folder.'],
  ['a:b.mdx', 'The name has :, which has another meaning in addresses. Rename the file or folder.'],
  ['50%/x.mdx', 'The name has %, which has another meaning in addresses. Rename the file or folder.'],
  ['a\\b.mdx', 'The name has \\, which has another meaning in addresses. Rename the file or folder.'],
  ['a\nb.mdx', 'The name has a control character or bytes that are not UTF-8. Rename the file or folder.'],
  ['a\uFFFD.mdx', 'The name has a control character or bytes that are not UTF-8. Rename the file or folder.'],
  ['x.html.mdx', 'The name ends with .html, like the files of the built site. Rename the file.'],
  [`${'x'.repeat(241)}.mdx`, 'The name is longer than 240 bytes. Rename the file.'],
  ['api/x.mdx', 'The site uses the address /api for something else. Rename the file or folder.'],
  ['errors.mdx', 'The site uses the address /errors for something else. Rename the file or folder.'],
  [
    'constructor.mdx',
    'Starlight, which builds the site, cannot serve the name constructor. Rename the file or folder.',
  ],
  [
    '__proto__/x.mdx',
    'Starlight, which builds the site, cannot serve the name __proto__. Rename the file or folder.',
  ],
  ['a/constructor.mdx', undefined],
  ['files.mdx', 'The site uses the address /files for something else. Rename the file or folder.'],
])('nameProblem: %j', (path, problem) => {
  expect(nameProblem(path)).toBe(problem);
});

test('nameProblems: of several pages with the same address, accepts only the first', () => {
  const paths = [
    'A.mdx',
    'a.mdx',
    'a/index.mdx',
    'b.md/c.mdx',
    'b.mdx',
    'my guide.mdx',
    'my-guide.mdx',
    '\u00fc.mdx',
    'u\u0308.mdx',
    'index.mdx',
    '#.mdx',
  ];
  expect(Object.fromEntries(nameProblems(paths))).toEqual({
    '#.mdx': 'The name has #, which has another meaning in addresses. Rename the file or folder.',
    'a/index.mdx': 'The page a.mdx already uses this address. Rename one of the two.',
    'b.mdx': 'The page b.md/c.mdx already uses this address. Rename one of the two.',
    '\u00fc.mdx': 'The page u\u0308.mdx already uses this address. Rename one of the two.',
  });
});

test('pagePaths: lists pages in folders and behind links, but no other files and no bad links', () => {
  const folder = temporaryFolder();
  for (const path of [
    'b.mdx',
    'a/x.mdx',
    'a/x.files/no.mdx',
    '.hidden/no.mdx',
    'a/.no.mdx',
    'no.md',
    'no.mdx.bak',
    'folder.mdx/y.mdx',
  ]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), '');
  }
  symlinkSync('b.mdx', join(folder, 'link.mdx'));
  symlinkSync('a', join(folder, 'linked'));
  symlinkSync('..', join(folder, 'a', 'round'));
  symlinkSync('someone@host.123', join(folder, 'dangling.mdx'));
  expect(pagePaths(folder)).toEqual(['a/x.mdx', 'b.mdx', 'folder.mdx/y.mdx', 'link.mdx', 'linked/x.mdx']);
});
