import { getCollection } from 'astro:content';
import type { APIRoute, GetStaticPaths } from 'astro';
import { guideSource } from '../../build/guide-page.ts';

/** The files that guides' commands name, as they are: `/files/GUIDE/PATH`. */
export const getStaticPaths = (async () => {
  const guides = await getCollection('docs', ({ data }: { data: { guide?: unknown } }) => data.guide !== undefined);
  return guides.flatMap(({ id }: { id: string }) =>
    guideSource(id).files.map(({ place, text }) => ({ params: { path: place.slice('files/'.length) }, props: { text } })),
  );
}) satisfies GetStaticPaths;

export const GET: APIRoute<{ text: string }> = ({ props }) => new Response(props.text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
