import { getCollection } from 'astro:content';
import type { APIRoute, GetStaticPaths } from 'astro';
import { guideOfPage } from '../../site/guide-page.ts';

/** `/files/GUIDE/PATH`: the unchanged files that the commands of guides name. */
export const getStaticPaths = (async () => {
  const pages: readonly { readonly id: string }[] = await getCollection('docs');
  const files = pages.flatMap((page) => guideOfPage(page)?.files ?? []);
  return files.map(({ place, text }) => ({
    params: { path: place.slice('files/'.length) },
    props: { text },
  }));
}) satisfies GetStaticPaths;

export const GET: APIRoute<{ text: string }> = ({ props }) =>
  new Response(props.text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
