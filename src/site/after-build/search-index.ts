import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import * as pagefind from 'pagefind';
import { builtPages } from './built-pages.ts';

/** Parts of a page that the search leaves out, because they repeat the text or nobody searches for them. */
const leftOut = ['.page-facts', '.node', '.notes', '.tab-list', '.tab-caption', '.foot', '.aside-details'];

/**
 * Writes the index of Pagefind, so that a search for a command leads to its step. Pagefind links to headings,
 * and steps have none, so we index copies of the pages in which each step has a heading.
 */
export function searchIndex(): AstroIntegration {
  return {
    name: 'guiderail-search-index',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const site = fileURLToPath(dir);
        try {
          const { index } = checked(await pagefind.createIndex({ excludeSelectors: leftOut }));
          if (!index) throw new Error('Pagefind made no index.');
          for (const { path, html } of await builtPages(site))
            checked(await index.addHTMLFile({ sourcePath: path, content: withStepHeadings(html) }));
          checked(await index.writeFiles({ outputPath: join(site, 'pagefind') }));
        } finally {
          await pagefind.close();
        }
      },
    },
  };
}

/** Adds to each step a heading with its accessible name and its anchor. */
function withStepHeadings(html: string): string {
  return html.replace(
    /<section class="step\b[^>]*\bid="([^"]+)"[^>]*\baria-label="([^"]+)"[^>]*>/g,
    (section, id, name) => `${section}<h6 id="${id}">${name}</h6>`,
  );
}

/** Throws if Pagefind reports errors. */
function checked<T extends { readonly errors: readonly string[] }>(answer: T): T {
  if (answer.errors.length > 0)
    throw new Error(`Pagefind could not index the site: ${answer.errors.join(' ')}`);
  return answer;
}
