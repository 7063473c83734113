import type { APIRoute, GetStaticPaths } from 'astro';
import { sitePages } from '../site/site-pages.ts';

/** `/NAME.md`: each page as plain Markdown. */
export const getStaticPaths = (async () => {
  return (await sitePages()).map(({ name, markdown }) => ({
    params: { page: name.normalize() },
    props: { markdown },
  }));
}) satisfies GetStaticPaths;

export const GET: APIRoute<{ markdown: string }> = ({ props }) =>
  new Response(props.markdown, { headers: { 'content-type': 'text/markdown; charset=utf-8' } });
