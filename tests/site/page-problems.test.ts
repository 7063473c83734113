import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProblems } from '../../runner/server/site/build-problems.ts';
import { formatProblem } from '../../src/guide/problem.ts';
import { type CopiedProject, copiedProject } from '../support/guides/copied-project.ts';

let project: CopiedProject;

beforeAll(() => {
  project = copiedProject({ 'index.mdx': '---\ntitle: Home\n---\n\nThe first page.\n' });
});

afterAll(() => project?.remove());

const head = '---\ntitle: Page\n---\n\nText.\n\n';

/** Pages that `check` accepts and the build refuses, one of each kind, with the message for the author. */
const broken: readonly (readonly [kind: string, page: string, messages: readonly string[]])[] = [
  [
    'an expression that ends in an error',
    `${head}{(() => { throw new Error('no such thing') })()}\n`,
    [
      'content/sub/page.mdx:1: An expression or a component of the page ends in an error: Error: no ' +
        'such thing. Correct it or remove it. [page-build]',
    ],
  ],
  [
    'an import of a file that is not there',
    "---\ntitle: Page\n---\n\nimport Box from './box.astro';\n\n<Box/>\n",
    [
      'content/sub/page.mdx:5: There is no file ./box.astro, which the page imports or shows. Correct ' +
        'the path, which starts at the folder of the page, or remove it. [page-build]',
    ],
  ],
  [
    'an import of a package that is not there',
    "---\ntitle: Page\n---\n\nimport Box from 'no-such-package';\n\n<Box/>\n",
    [
      'content/sub/page.mdx:5: There is no file no-such-package, which the page imports or shows. ' +
        'Correct the name, or remove it. [page-build]',
    ],
  ],
  [
    'an import of a name that is not there',
    "---\ntitle: Page\n---\n\nimport { Nothing } from '@astrojs/starlight/components';\n\n<Nothing/>\n",
    [
      'content/sub/page.mdx:5: The page imports Nothing from a file that does not export it. Correct ' +
        'the name, or remove it. [page-build]',
    ],
  ],
  [
    'an image that is none',
    `${head}![Picture](./page.mdx.png)\n`,
    [
      'content/sub/page.mdx.png:1: The file cannot be read as an image. Save it again with an image ' +
        'editor, or remove it from the page. [page-build]',
    ],
  ],
  [
    'an image that is not there',
    `${head}![Picture](./picture.png)\n`,
    [
      'content/sub/page.mdx:7: There is no file ./picture.png, which the page imports or shows. ' +
        'Correct the path, which starts at the folder of the page, or remove it. [page-build]',
    ],
  ],
  [
    'links that lead nowhere',
    `${head}[One](/nowhere/) and [two](#nothing).\n\n<a href={'/no' + 'thing/'}>three</a>\n`,
    [
      'content/sub/page.mdx:7: The link /nowhere/ leads nowhere. The site has no page or file there. ' +
        'Correct or remove the link. [dead-link]',
      'content/sub/page.mdx:7: The link #nothing leads nowhere. Nothing there has the id nothing. Link ' +
        'to a heading or to a step, as #step-ID. [dead-link]',
      'content/sub/page.mdx:1: The link /nothing/ leads nowhere. A component made it, so no line of ' +
        'the page has it. The site has no page or file there. Correct or remove the link. [dead-link]',
    ],
  ],
  [
    'a tag that is not closed',
    `${head}<b>bold\n`,
    [
      'content/sub/page.mdx:7: The page cannot be built: Expected a closing tag for `<b>` (7:1) before ' +
        'the end of `paragraph`. Correct the line. [page-build]',
    ],
  ],
];

for (const [kind, page, messages] of broken) {
  test(`buildProblems: ${kind}: names the page, the line and what to do`, { timeout: 120_000 }, async () => {
    mkdirSync(join(project.content, 'sub'), { recursive: true });
    writeFileSync(join(project.content, 'sub', 'page.mdx'), page);
    writeFileSync(join(project.content, 'sub', 'page.mdx.png'), 'no image');
    const { status, output } = await project.build();
    expect([status, buildProblems(output, project.folder).map(formatProblem)]).toEqual([1, messages]);
    rmSync(join(project.content, 'sub', 'page.mdx'));
  });
}

test('buildProblems: are none if no page caused the failure', () => {
  expect(
    buildProblems(
      '12:00:00 [ERROR] [vite] ✗ Build failed\nThe disk is full\n  Stack trace:\n    at x (/y.js:1:1)\n',
      project.folder,
    ),
  ).toEqual([]);
});
