import type { APIRoute } from 'astro';
import { sitePages } from '../site/site-pages.ts';

/** Every page as plain Markdown in one text. */
export const GET: APIRoute = async () =>
  new Response((await sitePages()).map(({ markdown }) => markdown).join('\n---\n\n'));
