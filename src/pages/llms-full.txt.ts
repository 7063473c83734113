import type { APIRoute } from 'astro';
import { sitePages } from '../site/site-pages.ts';

/** `/llms-full.txt`: all pages as plain Markdown in one file. */
export const GET: APIRoute = async () =>
  new Response((await sitePages()).map(({ markdown }) => markdown).join('\n---\n\n'));
