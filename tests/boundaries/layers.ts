/**
 * The layers of the sources, from the lowest to the highest. A file imports only from its own layer and from
 * layers above it in this list. A path names a folder with all its sub-folders, or one file; the longest path
 * that fits a file decides. `runner` and `src` stand for the files that lie directly in these folders.
 */
export const layers: readonly string[] = [
  // What both sides share.
  'src/guide/text',
  'src/guide',

  // The runner.
  'runner/limits.ts',
  'runner/errors.ts',
  'runner/project.ts',
  'runner/io',
  'runner/kernel',
  'runner/local-cluster',
  'runner/match',
  'runner/report',
  'runner/output',
  'runner/shell',
  'runner/cluster',
  'runner/preflight',
  'runner/evidence',
  'runner/observe',
  'runner/session',
  'runner/cleanup',
  'runner/pass',
  'runner/proof',
  'runner/check',
  'runner/bless',
  'runner/server',
  'runner/cli',
  'runner',

  // The site.
  'src/strings.ts',
  'src/format.ts',
  'src/client/state',
  'src/client/elements.ts',
  'src/client/terminal',
  'src/client/step',
  'src/client/bar',
  'src/client',
  'src/site',
  'src/components',
  'src/overrides',
  'src/pages',
  'src',
];

/**
 * Whether a file of layer `from` may import a file of layer `to`. The runner and the site share only the
 * guide model.
 */
export function mayUse(from: string, to: string): boolean {
  const isShared = to.startsWith('src/guide');
  const isSameSide = from.startsWith('runner') === to.startsWith('runner');
  return layers.indexOf(to) <= layers.indexOf(from) && (isShared || isSameSide);
}
