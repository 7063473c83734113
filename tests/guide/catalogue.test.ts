import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../runner/project.ts';
import { errorCatalogue } from '../../src/guide/errors/catalogue.ts';

const codes = errorCatalogue.flatMap(({ entries }) => Object.keys(entries));

test('errorCatalogue: has each code once', () => {
  expect(codes.filter((code, position) => codes.indexOf(code) !== position)).toEqual([]);
});

test('errorCatalogue: some source besides the catalogue uses each code', () => {
  const files = globSync(['runner/**/*.{ts,mjs}', 'src/**/*.{ts,astro}'], { cwd: projectFolder });
  const sources = files
    .filter((file) => !file.startsWith('src/guide/errors/'))
    .map((file) => readFileSync(join(projectFolder, file), 'utf8'))
    .join('\n');
  const isUsed = (code: string) => sources.includes(`'${code}'`) || sources.includes(` [${code}]`);
  expect(codes.filter((code) => !isUsed(code))).toEqual([]);
});
