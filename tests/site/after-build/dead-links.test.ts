import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deadLinks } from '../../../src/site/after-build/dead-links.ts';
import { deadLinkSentences } from '../../../src/site/after-build/link-check.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';

const files = ['index.html', 'a/page/index.html', 'files/x.yaml', 'logo.svg'];

/** The dead links of a page `/a/page/` with this body; the page `/` has the ids `top` and `über`. */
function deadLinksOf(body: string): string[] {
  const pages = [
    { path: 'index.html', html: '<h1 id="top"></h1><h2 id="über"></h2>' },
    { path: 'a/page/index.html', html: `<h2 id="here"></h2>${body}` },
  ];
  return deadLinks(pages, files).map(({ href, why }) => `${href}: ${why}`);
}

describe('deadLinks', () => {
  test.each([
    '<a href="/">',
    '<a href="/#top">',
    '<a href="/#%C3%BCber">',
    '<a href="/a/page">',
    '<a href="#here">',
    '<a href="#">',
    '<a href="../../#top">',
    '<a href="/files/x.yaml?raw=1&amp;x">',
    '<img src="/logo.svg">',
    '<a href="https://example.org/gone">',
    '<a href="mailto:a@example.org">',
    '<pre>&lt;a href="/gone"&gt;</pre>',
    '<script>"<a href=/gone>"</script>',
  ])('accepts %s', (body) => {
    expect(deadLinksOf(body)).toEqual([]);
  });

  test.each([
    ['<a href="/gone/">', '/gone/: The site has no page or file there. Correct or remove the link.'],
    ['<a href="/a/pge/">', '/a/pge/: The site has no page or file there. Did you mean /a/page/?'],
    [
      '<a href="/files/y.yaml">',
      '/files/y.yaml: The site has no page or file there. Did you mean /files/x.yaml?',
    ],
    ['<img src="logo.svg">', 'logo.svg: The site has no page or file there. Correct or remove the link.'],
    ['<a href="#her">', '#her: Nothing there has the id her. Did you mean #here?'],
    [
      '<a href="/#elsewhere">',
      '/#elsewhere: Nothing there has the id elsewhere. Link to a heading or to a step, as #step-ID.',
    ],
    ['<a href="https://[">', 'https://[: This is not an address. Correct it.'],
  ])('reports %s', (body, sentence) => {
    expect(deadLinksOf(body)).toEqual([sentence]);
  });
});

test('deadLinkSentences: names file and line of a link, or once a part that many pages share', () => {
  const content = temporaryFolder();
  mkdirSync(join(content, 'a'));
  writeFileSync(join(content, 'a', 'page.mdx'), '---\ntitle: /gone/x\n---\n[x](/gone/x)\n[y](/gone)\n');
  writeFileSync(join(content, 'index.mdx'), 'nothing\n');
  const dead = ['a/page/index.html', 'index.html'].flatMap((page) => [
    { page, href: '/gone', why: 'Why.' },
    { page, href: '/nav', why: 'Why.' },
  ]);
  expect(
    deadLinkSentences(
      dead.filter(({ page, href }) => page !== 'index.html' || href === '/nav'),
      content,
    ),
  ).toEqual(['content/a/page.mdx:5: /gone: Why.', 'index.html, outside the text of the pages: /nav: Why.']);
});
