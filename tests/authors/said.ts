import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { emptyCluster, kubeconfig } from '../support/empty-cluster.ts';
import { guiderail } from '../support/guiderail.ts';
import { type Mistake, pageOf } from './mistake.ts';

type Page = Pick<Mistake, 'front' | 'body' | 'beside' | 'test'>;

/** What the command line says of one page: see `Mistake`. */
export interface Said {
  readonly check: readonly string[];
  readonly test: readonly string[];
}

/**
 * Calls `check` with all these pages, and `test`, on a cluster without objects, with those that `check` refuses and then with those of which a pass is expected.
 * `refusal` is the last line of the former.
 */
export async function said(pages: readonly Page[], files: readonly string[]): Promise<{ readonly all: readonly Said[]; readonly refusal: string }> {
  const on = ['--target', 'context=kind-test', '--kubeconfig', kubeconfig(await emptyCluster())];
  const { stderr } = await guiderail(['check', ...files]);
  const checks = files.map((file) => textsOf(file, stderr));
  const isRefused = files.map((_, at) => checks[at]?.some((text) => !/^\d+: warning: /.test(text)));
  const refused = await guiderail(['test', ...files.filter((_, at) => isRefused[at]), ...on]);
  const run = await guiderail(['test', ...files.filter((_, at) => !isRefused[at] && pages[at]?.test), ...on]);
  const all = files.map((file, at) => ({ check: checks[at] ?? [], test: isRefused[at] ? textsOf(file, refused.stderr) : passOf(file, run.stdout) }));
  return { all, refusal: `${refused.stdout}${refused.stderr.trimEnd().split('\n').at(-1)}` };
}

/** Writes each page into a folder of its own; returns its path. */
export function laid(pages: readonly Page[], folder: string): string[] {
  return pages.map((page, at) => {
    const own = join(folder, String(at + 1));
    for (const [name, text] of Object.entries({ 'page.mdx': pageOf(page), ...page.beside })) {
      const path = join(own, name.replace('PAGE', 'page'));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    return join(own, 'page.mdx');
  });
}

/** What is said of this page among others. A text may have several lines. */
function textsOf(file: string, stderr: string): string[] {
  return stderr
    .split(/^(?=\S+\.mdx:\d+: |\d+ faults?; )/m)
    .filter((text) => text.startsWith(`${file}:`))
    .map((text) => withoutPath(file, text.slice(file.length + 1).trimEnd()));
}

/** What is printed of the pass of this page below the line with its name. */
function passOf(file: string, stdout: string): string[] {
  const pass = stdout.split(/^(?=.*\n\S+\.mdx, \d+ steps? on )/m).find((text) => text.includes(`\n${file}, `)) ?? '';
  return withoutPath(file, pass.replaceAll(/\d+\.\d s\b/g, 'T s').trimEnd())
    .split('\n')
    .slice(2);
}

function withoutPath(file: string, text: string): string {
  return text.replaceAll(file.replace(/\.mdx$/, ''), 'PAGE').replaceAll(dirname(file), 'FOLDER');
}
