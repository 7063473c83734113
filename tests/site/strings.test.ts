import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Words in the markup itself, as text or as the value of an attribute that people read or hear. */
function wordsOf(astro: string): string[] {
  const markup = astro
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/<script>[\s\S]*?<\/script>/g, '')
    .replace(/=>/g, '');
  const attributes = [...markup.matchAll(/\s(?:aria-label|title|alt|placeholder)="([^"]*)"/g)];
  const texts = [...markup.matchAll(/>([^<>{}]*)(?=[<{]|$)/g)];
  return [...attributes, ...texts].map(([, words = '']) => words.trim()).filter((words) => /\p{L}/u.test(words));
}

test('strings: no component has words of its own', () => {
  const words = globSync('src/{components,overrides}/**/*.astro').flatMap((file) => wordsOf(readFileSync(file, 'utf8')).map((word) => `${file}: ${word}`));
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
  expect(wordsOf('---\nconst a = 1;\n---\n<p class="x">{a > 0 && <b>Hello {a}</b>}</p><i aria-label="Two words" /> there\n')).toEqual([
    'Two words',
    'Hello',
    'there',
  ]);
});
