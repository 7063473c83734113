import { defineRouteMiddleware } from '@astrojs/starlight/route-data';
import { lastUpdated } from './site/last-updated.ts';

/**
 * Sets the date of the last change. Starlight's own date works only for pages in `src/content/docs`, and in a
 * shallow clone it takes the only commit for the last change of every page.
 */
export const onRequest = defineRouteMiddleware(({ locals }) => {
  const { entry } = locals.starlightRoute;
  if (entry.filePath && entry.data.lastUpdated === undefined)
    locals.starlightRoute.lastUpdated = lastUpdated(entry.filePath);
});
