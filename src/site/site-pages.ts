import { getCollection } from 'astro:content';
import { errorsPageName } from './errors-page.ts';
import { markdownPage } from './markdown-page.ts';

/** A page of the site as plain Markdown. */
export interface SitePage {
  /** `istio/x` of `content/istio/x.mdx`; it is served at `/NAME.md`. */
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly markdown: string;
  readonly isGuide: boolean;
}

/** What is asked of an entry; its own type is known only after the site has been built once. */
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
 * The first page first, the others by name, all errors last. Drafts are there where Starlight has them,
 * outside of production.
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

function placeOf({ name }: SitePage): number {
  if (name === 'index') return 0;
  return name === errorsPageName ? 2 : 1;
}
