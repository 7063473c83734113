import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../runner/project.ts';
import { layers, mayUse } from './layers.ts';

const imports =
  /(?:^|\n)\s*(?:import|export)\s+(?:type\s+)?(?:[\w*{}\s,$]+?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf(file: string): string[] {
  return importsIn(readFileSync(join(projectFolder, file), 'utf8'));
}

/** The imports that are left when the types are removed. */
function codeImportsOf(file: string): string[] {
  const text = readFileSync(join(projectFolder, file), 'utf8');
  return importsIn(text.replaceAll(/^(?:import|export) type [^;]*;/gm, ''));
}

/** The files of ours that a file imports, by their paths in the project. */
function ownImportsOf(file: string): string[] {
  return importsOf(file)
    .filter((each) => each.startsWith('.'))
    .map((each) => normalize(join(dirname(file), each)));
}

function importsIn(text: string): string[] {
  return [...text.matchAll(imports)].map(([, plain, dynamic]) => plain ?? dynamic ?? '');
}

const files = globSync(['src/**/*.{ts,astro}', 'runner/**/*.{ts,mjs}'], { cwd: projectFolder });

/** The layer of a file: the file itself, or else its folder. */
function layerOf(file: string): string | undefined {
  return [file, dirname(file)].find((each) => layers.includes(each));
}

test('imports: every file belongs to a layer, and every layer has files', () => {
  const used = new Set(files.map(layerOf));
  expect(files.filter((file) => layerOf(file) === undefined)).toEqual([]);
  expect(layers.filter((layer) => !used.has(layer))).toEqual([]);
});

test('imports: a folder imports only from itself and from layers below it', () => {
  const upward: string[] = [];
  for (const file of files) {
    for (const path of ownImportsOf(file)) {
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
      ownImportsOf(file)
        .filter((path) => inside(path) && path !== `${folder}/index.ts`)
        .map((path) => `${file} imports ${path}`),
    );
  expect(direct).toEqual([]);
});

test('imports: no file imports itself through other files', () => {
  const graph = new Map(files.map((file) => [file, ownImportsOf(file)]));
  expect(cyclesIn(graph)).toEqual([]);
});

/** Code that a browser may run. `src/client` may also use the types of all of `src/guide`. */
const browserCode = ['src/client', 'src/strings', 'src/format.ts', 'src/guide/text', 'src/guide/not-run.ts'];

test('imports: code of the browser uses no Node module, and of the guide only its texts and types', () => {
  const forbidden: string[] = [];
  const reached = new Set(files.filter((file) => file.startsWith('src/client/')));
  for (const file of reached) {
    for (const specifier of codeImportsOf(file)) {
      const path = specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier;
      if (path.startsWith('node:') || builtinModules.includes(path))
        forbidden.push(`${file} imports ${path}`);
      if (path === specifier || path.endsWith('.css')) continue;
      if (browserCode.some((each) => path === each || path.startsWith(`${each}/`))) reached.add(path);
      else forbidden.push(`${file} imports ${path}`);
    }
  }
  expect(forbidden).toEqual([]);
  expect([...reached]).toContain('src/guide/text/counted.ts');
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
