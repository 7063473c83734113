import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { sidebarOf } from '../../src/site/sidebar.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

test('sidebarOf: the first page, guides by name, then pages about Guiderail; no drafts, no files', () => {
  const folder = temporaryFolder();
  for (const file of [
    'index.mdx',
    'istio/b.mdx',
    'istio/a.mdx',
    'istio/a.recording.json',
    'istio/a.files/x.mdx',
    'about.mdx',
    'guiderail/security.mdx',
    'empty/x.yaml',
    'z/deep/page.mdx',
  ]) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  writeFileSync(join(folder, 'istio', 'draft.mdx'), '---\ntitle: T\ndraft: true\n---\n');
  expect(sidebarOf(pathToFileURL(`${folder}/`), 'Overview')).toEqual([
    { slug: 'index', label: 'Overview' },
    { slug: 'about' },
    { label: 'Istio', items: [{ slug: 'istio/a' }, { slug: 'istio/b' }] },
    { label: 'Z', items: [{ label: 'Deep', items: [{ slug: 'z/deep/page' }] }] },
    { label: 'Guiderail', items: [{ slug: 'guiderail/security' }] },
  ]);
});
