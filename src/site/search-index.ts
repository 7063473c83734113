import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import * as pagefind from 'pagefind';
import { builtPages } from './built-pages.ts';

/** What surrounds a step's text: it says nothing of its own, or the same once more. */
const surroundings = [
  '.page-facts',
  '.node',
  '.notes',
  '.tab-list',
  '.tab-caption',
  '.foot',
  '.aside-details',
];

/**
 * Writes Pagefind's index, with each step as a place of its own, so that a search for a command leads to its
 * step. Pagefind's places are headings, which steps do not have; so the index is built from pages in which
 * they do.
 */
export function searchIndex(): AstroIntegration {
  return {
    name: 'guiderail-search-index',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const site = fileURLToPath(dir);
        try {
          const { index } = sound(await pagefind.createIndex({ excludeSelectors: surroundings }));
          if (!index) throw new Error('Pagefind made no index.');
          for (const { path, html } of await builtPages(site))
            sound(await index.addHTMLFile({ sourcePath: path, content: withStepHeadings(html) }));
          sound(await index.writeFiles({ outputPath: join(site, 'pagefind') }));
        } finally {
          await pagefind.close();
        }
      },
    },
  };
}

/** Gives each step a heading: its accessible name, at the anchor it has. */
function withStepHeadings(html: string): string {
  return html.replace(
    /<section class="step\b[^>]*\bid="([^"]+)"[^>]*\baria-label="([^"]+)"[^>]*>/g,
    (section, id, name) => `${section}<h6 id="${id}">${name}</h6>`,
  );
}

function sound<T extends { readonly errors: readonly string[] }>(answer: T): T {
  if (answer.errors.length > 0)
    throw new Error(`Pagefind could not index the site: ${answer.errors.join(' ')}`);
  return answer;
}
