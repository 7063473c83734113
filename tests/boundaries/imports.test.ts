import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../runner/project.ts';
import { layers, mayUse } from './layers.ts';

const imports =
  /(?:^|\n)\s*(?:import|export)\s+(?:type\s+)?(?:[\w*{}\s,$]+?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf(file: string): string[] {
  const text = readFileSync(join(projectFolder, file), 'utf8');
  return [...text.matchAll(imports)].map(([, plain, dynamic]) => plain ?? dynamic ?? '');
}

const files = globSync(['src/**/*.{ts,astro}', 'runner/**/*.{ts,mjs}'], { cwd: projectFolder });

/** The layer of a file: the one with the longest path that matches. */
function layerOf(file: string): string | undefined {
  return layers
    .filter((layer) => file === layer || file.startsWith(`${layer}/`))
    .toSorted((a, b) => b.length - a.length)[0];
}

test('imports: every file belongs to a layer, and every layer has files', () => {
  const used = new Set(files.map(layerOf));
  expect(files.filter((file) => layerOf(file) === undefined)).toEqual([]);
  expect(layers.filter((layer) => !used.has(layer))).toEqual([]);
});

test('imports: a folder imports only from itself and from layers below it', () => {
  const upward: string[] = [];
  for (const file of files) {
    for (const specifier of importsOf(file).filter((each) => each.startsWith('.'))) {
      const path = normalize(join(dirname(file), specifier));
      if (!/\.(?:ts|mjs|astro)$/.test(path)) continue;
      const [from, to] = [layerOf(file), layerOf(path)];
      if (from === undefined || to === undefined || !mayUse(from, to)) upward.push(`${file} imports ${path}`);
    }
  }
  expect(upward).toEqual([]);
});

/** Folders whose other files only the folder's own files and tests may import. */
const folders = ['runner/match'];

test.each(folders)('imports: other folders use %s only through its index.ts', (folder) => {
  const inside = (file: string) => file.startsWith(`${folder}/`);
  const direct = files
    .filter((file) => !inside(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((each) => each.startsWith('.'))
        .map((each) => normalize(join(dirname(file), each)))
        .filter((path) => inside(path) && path !== `${folder}/index.ts`)
        .map((path) => `${file} imports ${path}`),
    );
  expect(direct).toEqual([]);
});

test('imports: no file imports itself through other files', () => {
  const graph = new Map(
    files.map((file) => [
      file,
      importsOf(file)
        .filter((each) => each.startsWith('.'))
        .map((each) => normalize(join(dirname(file), each))),
    ]),
  );
  expect(cyclesIn(graph)).toEqual([]);
});

test('imports: browser code uses no Node module, and only types of the guide model', () => {
  const forbidden: string[] = [];
  for (const file of files.filter((each) => each.startsWith('src/client/'))) {
    const text = readFileSync(join(projectFolder, file), 'utf8');
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith('node:') || builtinModules.includes(specifier))
        forbidden.push(`${file} imports ${specifier}`);
    }
    if (/import (?!type)[^;]*from '[./]+guide\//.test(text))
      forbidden.push(`${file} imports code of the guide model`);
  }
  expect(forbidden).toEqual([]);
});

test('imports: this test finds static and dynamic imports, and cycles', () => {
  expect(importsOf('runner/main.ts')).toContain('./errors.ts');
  expect(importsOf('runner/cli/commands.ts')).toContain('./serve.ts');
  expect(files.length).toBeGreaterThan(100);
  expect(
    cyclesIn(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    ),
  ).toEqual(['b → c → b']);
});

/** Each cycle of imports, as the files on its way. */
function cyclesIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): void => {
    const begin = way.indexOf(file);
    if (begin >= 0) return void found.push([...way.slice(begin), file].join(' → '));
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...way, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return found;
}
