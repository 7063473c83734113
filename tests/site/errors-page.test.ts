import { expect, test } from 'vitest';
import type { LocalClusterErrorCode } from '../../runner/local-cluster/errors.ts';
import { errorCatalogue, isCatalogued, type TargetErrorCode } from '../../src/guide/errors/catalogue.ts';
import { errorsPage } from '../../src/site/errors-page.ts';

test('errorsPage: explains each code once: what happened and what to do', () => {
  const codes = errorCatalogue.flatMap(({ entries }) => Object.keys(entries));
  const headings = [...errorsPage().matchAll(/^### `(.+)`$/gm)].map(([, code]) => code);
  expect(headings).toEqual(codes);
  expect(new Set(codes).size).toBe(codes.length);
  for (const { entries } of errorCatalogue) {
    for (const { title, why, next } of Object.values(entries))
      expect(errorsPage()).toContain(`**${title}.** ${why}\n\n**What to do:** ${next}`);
  }
});

test('isCatalogued: knows the codes of the catalogue, and not those of the operating system', () => {
  const local: readonly LocalClusterErrorCode[] = [
    'no-local-cluster',
    'bad-cluster-name',
    'part-failed',
    'cluster-taken',
  ] satisfies TargetErrorCode[];
  expect([...local, 'port-taken', 'vacuous', 'stale-hash'].every(isCatalogued)).toBe(true);
  expect(['ENOENT', 'toString', '', undefined, 3].some(isCatalogued)).toBe(false);
});
