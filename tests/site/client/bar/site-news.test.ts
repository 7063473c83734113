import { expect, test } from 'vitest';
import { wordsOf } from '../../../../src/client/bar/bar-notes.ts';
import { siteNews } from '../../../../src/client/bar/site-news.ts';
import { firstState, nextState } from '../../../../src/client/state/page-state.ts';
import type { SiteState } from '../../../../src/guide/protocol.ts';

const page = { guide: 'a', hashes: {}, built: { address: '/a/', digest: 'a1' } };
const first = { '/': 'i1', '/a/': 'a1', '/b/': 'b1' };

/** The notes that an open page shows after these states. */
function saysOf(...sites: readonly SiteState[]): string[] {
  const state = sites.reduce(
    (before, site, at) => nextState(before, { type: 'site', site, seq: at + 1, at: '' }, page),
    firstState,
  );
  return siteNews(state, page).map(wordsOf);
}

const refused = (problems: readonly string[]) =>
  ({ pages: first, pending: { state: 'refused', problems } }) as const;

test('siteNews: says nothing while the page is built from the current files', () => {
  expect(saysOf({ pages: first })).toEqual([]);
  expect(saysOf({ pages: first }, { pages: { ...first, '/b/': 'b2' } })).toEqual([]);
});

test('siteNews: names the files while they are built, and then says what happened to the page', () => {
  const files = ['content/a.mdx', 'content/b.mdx', 'content/c.mdx', 'content/d.mdx', 'content/e.mdx'];
  expect(saysOf({ pages: first, pending: { state: 'building', files } })).toEqual([
    'Changed: content/a.mdx, content/b.mdx, content/c.mdx and 2 more. The pages are being built again. ' +
      'You can use this page meanwhile.',
  ]);
  expect(saysOf({ pages: first, pending: { state: 'building', files: [] } })).toEqual([
    'The pages are being built again. You can use this page meanwhile.',
  ]);
  expect(saysOf({ pages: { ...first, '/a/': 'a2' } })).toEqual([
    'This page was saved and built again. Reload it to see the new text.',
  ]);
  expect(saysOf({ pages: first }, { pages: { ...first, '/a/': 'a2' } }, { pages: first })).toEqual([]);
});

test('siteNews: shows the problems of a save beside the news of an earlier build', () => {
  const sentence =
    'The last save has a problem, so the pages still show the last good text. Correct the file and ' +
    'save it again.';
  expect(saysOf(refused(['a.mdx:1: One.']))).toEqual([`${sentence} a.mdx:1: One.`]);
  expect(saysOf({ ...refused(['a.mdx:1: One.']), pages: { ...first, '/a/': 'a2' } })).toEqual([
    `${sentence} a.mdx:1: One.`,
    'This page was built again from an earlier save. Reload it to see that text.',
  ]);
  expect(saysOf(refused(['One.', 'Two.', 'Three.', 'Four.', 'Five.']))).toEqual([
    'The last save has 5 problems, so the pages still show the last good text. Correct the file and ' +
      'save it again. One. Two. Three. and 2 more',
  ]);
  expect(saysOf({ pending: { state: 'refused', problems: ['One.'] } })).toEqual([`${sentence} One.`]);
});

test('siteNews: names new, moved and removed pages, the open page first', () => {
  const { '/a/': a1, '/b/': b1, ...rest } = first;
  expect(saysOf({ pages: first }, { pages: { ...rest, '/b/': b1 } })).toEqual([
    'The file of this page was removed. See the list of all pages',
  ]);
  expect(saysOf({ pages: first }, { pages: { ...rest, '/b/': b1, '/c%20d/': a1 } })).toEqual([
    'This page was moved to /c d/',
  ]);
  expect(saysOf({ pages: first }, { pages: { ...rest, '/a/': a1, '/c/': b1 } })).toEqual([
    'The page /b/ was moved to /c/',
  ]);
  expect(saysOf({ pages: first }, { pages: { '/a/': a1 } })).toEqual(['These pages were removed: /, /b/.']);
  expect(saysOf({ pages: first }, { pages: { ...rest, '/a/': a1 } })).toEqual(['The page /b/ was removed.']);
  const fresh = { '/n1/': '1', '/n2/': '2', '/n3/': '3', '/n4/': '4' };
  expect(saysOf({ pages: first }, { pages: { ...first, ...fresh } })).toEqual([
    'There are 4 new pages: /n1/, /n2/, /n3/ and 1 more',
  ]);
});
