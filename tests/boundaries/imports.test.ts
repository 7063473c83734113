import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../runner/guides.ts';

/** What each folder may import of ours. The first that fits counts. */
const mayImport: readonly (readonly [folder: string, allowed: readonly string[]])[] = [
  ['src/guide/', ['src/guide/']],
  ['src/client/', ['src/client/', 'src/guide/', 'src/strings.ts', 'src/format.ts']],
  ['src/', ['src/']],
  ['runner/match/', ['runner/match/', 'src/guide/']],
  ['runner/local-cluster/', ['runner/local-cluster/']],
  ['runner/', ['runner/', 'src/guide/']],
];

const imports = /(?:^|\n)\s*(?:import|export)\s+(?:type\s+)?(?:[\w*{}\s,$]+?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf(file: string): string[] {
  const text = readFileSync(join(projectFolder, file), 'utf8');
  return [...text.matchAll(imports)].map(([, plain, dynamic]) => plain ?? dynamic ?? '');
}

const files = globSync(['src/**/*.{ts,astro}', 'runner/**/*.ts'], { cwd: projectFolder });

test('imports: each folder imports what it may, and nothing else of ours', () => {
  const strange: string[] = [];
  for (const file of files) {
    const allowed = mayImport.find(([folder]) => file.startsWith(folder))?.[1] ?? [];
    for (const specifier of importsOf(file).filter((each) => each.startsWith('.'))) {
      const path = normalize(join(dirname(file), specifier));
      if (!allowed.some((folder) => path.startsWith(folder))) strange.push(`${file} imports ${path}`);
    }
  }
  expect(strange).toEqual([]);
});

test('imports: browser code uses no Node module and of the guide model only types', () => {
  const strange: string[] = [];
  for (const file of files.filter((each) => each.startsWith('src/client/'))) {
    const text = readFileSync(join(projectFolder, file), 'utf8');
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith('node:') || builtinModules.includes(specifier)) strange.push(`${file} imports ${specifier}`);
    }
    if (/import (?!type)[^;]*from '[./]+guide\//.test(text)) strange.push(`${file} imports code of the guide model`);
  }
  expect(strange).toEqual([]);
});

test('imports: the reading of imports finds them', () => {
  expect(importsOf('runner/main.ts')).toContain('./cli/serve.ts');
  expect(files.length).toBeGreaterThan(100);
});
