import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Change } from '../../src/guide/result.ts';
import { runUi } from '../../src/strings.ts';

/** Words in the markup itself, as text or as the value of an attribute that people read or hear. */
function wordsOf(astro: string): string[] {
  const markup = astro
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/<script>[\s\S]*?<\/script>/g, '')
    .replace(/=>/g, '');
  const attributes = [...markup.matchAll(/\s(?:aria-label|title|alt|placeholder)="([^"]*)"/g)];
  const texts = [...markup.matchAll(/>([^<>{}]*)(?=[<{]|$)/g)];
  return [...attributes, ...texts]
    .map(([, words = '']) => words.trim())
    .filter((words) => /\p{L}/u.test(words));
}

test('strings: no component has words of its own', () => {
  const words = globSync('src/{components,overrides}/**/*.astro').flatMap((file) =>
    wordsOf(readFileSync(file, 'utf8')).map((word) => `${file}: ${word}`),
  );
  expect(words).toEqual([]);
});

test('strings: no stylesheet has words', () => {
  const words = globSync('src/styles/*.css').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/content:[^;]*;/g)]
      .map(([rule]) => rule.replace(/attr\([\w-]+\)|^content:/g, ''))
      .filter((rule) => /'[^']*\p{L}[^']*'/u.test(rule)),
  );
  expect(words).toEqual([]);
});

test('strings: words are found where they are', () => {
  expect(
    wordsOf(
      '---\nconst a = 1;\n---\n<p class="x">{a > 0 && <b>Hello {a}</b>}</p><i aria-label="Two words" ' +
        '/> there\n',
    ),
  ).toEqual(['Two words', 'Hello', 'there']);
});

test('runUi: names undeclared changes in the summary and at each change', () => {
  const change = (name: string, undeclared?: true): Change => ({
    op: 'created',
    kind: 'ConfigMap',
    namespace: 'default',
    name,
    ...(undeclared && { undeclared }),
  });
  expect(runUi.changes([change('a'), change('b')])).toBe('Created ConfigMap a, ConfigMap b');
  expect(runUi.changes([change('a', true)])).toBe('Created ConfigMap a; the guide does not declare it');
  expect(runUi.changes([change('a', true), change('b', true)])).toBe(
    'Created ConfigMap a, ConfigMap b; the guide does not declare them',
  );
  expect(runUi.changes([change('a', true), change('b')])).toBe(
    'Created ConfigMap a, ConfigMap b; the guide does not declare 1 of them',
  );
  expect([change('a', true), change('b')].map(runUi.changedObject)).toEqual([
    'created ConfigMap a in default, which the guide does not declare',
    'created ConfigMap b in default',
  ]);
});
