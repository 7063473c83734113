import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { emptyCluster, kubeconfig } from '../support/clusters/empty-cluster.ts';
import { guiderail } from '../support/programs/guiderail.ts';
import { type Mistake, pageOf } from './mistake.ts';

type Page = Pick<Mistake, 'front' | 'body' | 'beside' | 'test'>;

/** The messages of `check` and `test` about one page; see `Mistake`. */
export interface PageMessages {
  readonly check: readonly string[];
  readonly test: readonly string[];
}

/**
 * Calls `check` with all pages, and then `test` twice, on a cluster without objects. The first call gets the
 * pages that have problems; `refusal` is the last line that it prints. The second call gets the other pages
 * for which a message of `test` is expected.
 */
export async function messagesAbout(
  pages: readonly Page[],
  files: readonly string[],
): Promise<{ readonly all: readonly PageMessages[]; readonly refusal: string }> {
  const on = ['--target', 'context=kind-test', '--kubeconfig', kubeconfig(await emptyCluster())];
  const { stderr } = await guiderail(['check', ...files]);
  const checks = files.map((file) => textsOf(file, stderr));
  const isRefused = files.map((_, at) => checks[at]?.some((text) => !/^\d+: warning: /.test(text)));
  const refused = await guiderail(['test', ...files.filter((_, at) => isRefused[at]), ...on]);
  const run = await guiderail(['test', ...files.filter((_, at) => !isRefused[at] && pages[at]?.test), ...on]);
  const all = files.map((file, at) => ({
    check: checks[at] ?? [],
    test: isRefused[at] ? textsOf(file, refused.stderr) : passOf(file, run.stdout),
  }));
  return { all, refusal: `${refused.stdout}${refused.stderr.trimEnd().split('\n').at(-1)}` };
}

/** Writes each page into a folder of its own. Returns the paths of the pages. */
export function writePages(pages: readonly Page[], folder: string): string[] {
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

/** The messages about one page in the output for all pages. A message may have several lines. */
function textsOf(file: string, stderr: string): string[] {
  return stderr
    .split(/^(?=\S+\.mdx:\d+: |\d+ problems?; )/m)
    .filter((text) => text.startsWith(`${file}:`))
    .map((text) => withoutPath(file, text.slice(file.length + 1).trimEnd()));
}

/** The lines of a page's pass below the line with its name. */
function passOf(file: string, stdout: string): string[] {
  const pass =
    stdout.split(/^(?=.*\n\S+\.mdx, \d+ steps? on )/m).find((text) => text.includes(`\n${file}, `)) ?? '';
  return withoutPath(file, pass.replaceAll(/\d+\.\d s\b/g, 'T s').trimEnd())
    .split('\n')
    .slice(2);
}

function withoutPath(file: string, text: string): string {
  return text.replaceAll(file.replace(/\.mdx$/, ''), 'PAGE').replaceAll(dirname(file), 'FOLDER');
}
