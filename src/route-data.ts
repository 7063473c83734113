import { defineRouteMiddleware } from '@astrojs/starlight/route-data';
import { lastUpdated } from './site/last-updated.ts';

/**
 * Starlight's own date knows only `src/content/docs` and takes a shallow clone's one commit for the last
 * change of every page.
 */
export const onRequest = defineRouteMiddleware(({ locals }) => {
  const { entry } = locals.starlightRoute;
  if (entry.filePath && entry.data.lastUpdated === undefined)
    locals.starlightRoute.lastUpdated = lastUpdated(entry.filePath);
});
