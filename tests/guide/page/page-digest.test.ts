import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pageDigest } from '../../../src/guide/page/page-digest.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';

test('pageDigest: changes with the text, the recording and the files of a page, not with its name', () => {
  const folder = temporaryFolder();
  const page = join(folder, 'page.mdx');
  const seen: string[] = [];
  const look = (path: string, text: string) => {
    writeFileSync(join(folder, path), text);
    seen.push(pageDigest(page));
  };
  mkdirSync(join(folder, 'page.files', 'below'), { recursive: true });
  look('page.mdx', 'one');
  look('page.mdx', 'two');
  look('page.recording.json', '{}');
  look('page.files/a.txt', 'one');
  look('page.files/a.txt', 'two');
  look('page.files/below/.env', '');
  renameSync(join(folder, 'page.files', 'a.txt'), join(folder, 'page.files', 'b.txt'));
  seen.push(pageDigest(page));
  expect(new Set(seen).size).toBe(7);
  for (const end of ['mdx', 'recording.json', 'files'])
    renameSync(join(folder, `page.${end}`), join(folder, `other.${end}`));
  writeFileSync(join(folder, 'beside.mdx'), 'three');
  expect(pageDigest(join(folder, 'other.mdx'))).toBe(seen.at(-1));
});
