import { expect, test } from 'vitest';
import { errorsPage } from '../../src/build/errors-page.ts';
import { errorCatalogue } from '../../src/guide/error-catalogue.ts';

test('errorsPage: each code once, with what happened and what to do', () => {
  const codes = errorCatalogue.flatMap(({ entries }) => Object.keys(entries));
  const headings = [...errorsPage().matchAll(/^### `(.+)`$/gm)].map(([, code]) => code);
  expect(headings).toEqual(codes);
  expect(new Set(codes).size).toBe(codes.length);
  for (const { entries } of errorCatalogue) {
    for (const { title, why, next } of Object.values(entries)) expect(errorsPage()).toContain(`**${title}.** ${why}\n\n**What to do:** ${next}`);
  }
});
