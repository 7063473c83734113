import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { pageText } from '../../guide/page/page-text.ts';
import { builtFiles, builtPages } from './built-pages.ts';
import { type DeadLink, deadLinks } from './dead-links.ts';

/** Fails the build if links within the site are dead, and names the page and line of each one. */
export function linkCheck(contentDir: URL): AstroIntegration {
  return {
    name: 'guiderail-link-check',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const site = fileURLToPath(dir);
        const dead = deadLinks(await builtPages(site), await builtFiles(site));
        if (dead.length === 0) return;
        throw new Error(
          `Links that lead nowhere:\n${deadLinkSentences(dead, fileURLToPath(contentDir)).join('\n')}`,
        );
      },
    },
  };
}

/**
 * One sentence for each dead link: `content/NAME.mdx:LINE: …`. If no source of a page has the link, many
 * pages may share it, so only one sentence names it.
 */
export function deadLinkSentences(dead: readonly DeadLink[], contentDir: string): string[] {
  const shared = new Map<string, string>();
  const own: string[] = [];
  for (const { page, href, why } of dead) {
    const name = page.replace(/(\/|^)index\.html$/, '');
    const source = [`${name}.mdx`, join(name, 'index.mdx')].find((file) =>
      existsSync(join(contentDir, file)),
    );
    const line = source ? lineOf(href, readFileSync(join(contentDir, source), 'utf8')) : 0;
    if (line > 0) own.push(`content/${source}:${line}: ${href}: ${why}`);
    else shared.set(href, `${page}, outside the text of the pages: ${href}: ${why}`);
  }
  return [...own, ...shared.values()];
}

/** The line of the first link to `href`, counted from 1; 0 if there is none. */
function lineOf(href: string, text: string): number {
  return (
    pageText(text)
      .split('\n')
      .findIndex((line) => linksTo(line, href)) + 1
  );
}

function linksTo(line: string, href: string): boolean {
  for (let at = line.indexOf(href); at >= 0; at = line.indexOf(href, at + 1)) {
    const [before = ' ', after = ' '] = [line[at - 1], line[at + href.length]];
    if (/[("'<\s]/.test(before) && /[)"'>\s]/.test(after)) return true;
  }
  return false;
}
