import { getCollection } from 'astro:content';
import { errorsPageName } from './errors-page.ts';
import { markdownPage } from './markdown-page.ts';
import { ownPages } from './sidebar.ts';

/** A page of the site, with its text as plain Markdown. */
export interface SitePage {
  /** `istio/x` for `content/istio/x.mdx`. The Markdown is served at `/NAME.md`. */
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly markdown: string;
  readonly isGuide: boolean;
}

/**
 * The part of an entry that we use. Astro generates the type of entries, but only when it builds the site.
 */
interface Entry {
  readonly id: string;
  readonly data: {
    readonly title: string;
    readonly description?: string;
    readonly draft: boolean;
    readonly guide?: unknown;
  };
  readonly body?: string;
}

/**
 * All pages: the first page, the guides by name, the pages about Guiderail by name, and the page *Errors*. As
 * in Starlight, drafts are left out in production.
 */
export async function sitePages(): Promise<SitePage[]> {
  const entries: Entry[] = await getCollection(
    'docs',
    ({ data }: Entry) => import.meta.env.MODE !== 'production' || !data.draft,
  );
  const pages = entries.map(({ id, data, body = '' }): SitePage => {
    const { title, description, guide } = data;
    return {
      name: id,
      title,
      description,
      markdown: markdownPage({ title, description, body }),
      isGuide: guide !== undefined,
    };
  });
  return pages.sort((a, b) => placeOf(a) - placeOf(b) || (a.name < b.name ? -1 : 1));
}

/** The group of a page in the order of all pages: the first page, guides, pages about Guiderail, errors. */
function placeOf({ name }: SitePage): number {
  if (name === 'index') return 0;
  if (name === errorsPageName) return 3;
  return name.startsWith(ownPages) ? 2 : 1;
}
