import { getCollection } from 'astro:content';
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
  readonly data: { readonly title: string; readonly description?: string; readonly draft: boolean; readonly guide?: unknown };
  readonly body?: string;
}

/** The first page first, the others by name. Drafts are there where Starlight has them, outside of production. */
export async function sitePages(): Promise<SitePage[]> {
  const entries: Entry[] = await getCollection('docs', ({ data }: Entry) => import.meta.env.MODE !== 'production' || !data.draft);
  const pages = entries.map(({ id, data, body = '' }): SitePage => {
    const { title, description, guide } = data;
    return { name: id, title, description, markdown: markdownPage({ title, description, body }), isGuide: guide !== undefined };
  });
  const order = ({ name }: SitePage) => (name === 'index' ? '' : name);
  return pages.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
