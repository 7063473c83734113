import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The words in the markup of a component, in its text and in attributes that people read or hear. */
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

test('components: have no words of their own', () => {
  const words = globSync('src/{components,overrides}/**/*.astro').flatMap((file) =>
    wordsOf(readFileSync(file, 'utf8')).map((word) => `${file}: ${word}`),
  );
  expect(words).toEqual([]);
});

test('style sheets: have no words', () => {
  const words = globSync('src/styles/*.css').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/content:[^;]*;/g)]
      .map(([rule]) => rule.replace(/attr\([\w-]+\)|^content:/g, ''))
      .filter((rule) => /'[^']*\p{L}[^']*'/u.test(rule)),
  );
  expect(words).toEqual([]);
});

test('wordsOf: finds words in text and in attributes', () => {
  expect(
    wordsOf(
      '---\nconst a = 1;\n---\n<p class="x">{a > 0 && <b>Hello {a}</b>}</p><i aria-label="Two words" ' +
        '/> there\n',
    ),
  ).toEqual(['Two words', 'Hello', 'there']);
});
