import { realpathSync, type Stats, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Context, MiddlewareHandler } from 'hono';
import { addressLimitChars } from '../../limits.ts';

/**
 * `files` answers with the files of the built site, and `missing` with its page for missing files. They never
 * serve a file outside its folder, or a file whose name begins with a dot.
 */
export function siteFiles(site: string): {
  readonly files: MiddlewareHandler;
  readonly missing: (context: Context) => Promise<Response>;
} {
  const serve = serveStatic({
    root: site,
    allowPercentInPath: true,
    rewriteRequestPath: (path, context) => plainPath(context.req.path) ?? path,
  });
  const serveMissing = serveStatic({ root: site, path: '404.html' });
  return {
    async files(context, next) {
      const path = plainPath(context.req.path);
      const file = path === undefined ? undefined : fileInside(site, path);
      if (path === undefined || !file) return next();
      const answer = await serve(context, next);
      if (!(answer instanceof Response)) return answer;
      answer.headers.set(
        'cache-control',
        isNamedByContent(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
      answer.headers.set('etag', `W/"${file.size.toString(16)}-${file.mtimeMs.toString(16)}"`);
      answer.headers.set('vary', 'Accept-Encoding');
      if (isShownAsText(path)) answer.headers.set('content-type', 'text/plain; charset=utf-8');
      return answer;
    },
    async missing(context) {
      const page = await serveMissing(context, async () => {});
      // The page may exist at the next request.
      const headers = { 'cache-control': 'no-cache' };
      if (!(page instanceof Response)) return context.text('Not found', 404, headers);
      return new Response(page.body, {
        status: 404,
        headers: { ...Object.fromEntries(page.headers), ...headers },
      });
    },
  };
}

/**
 * Decodes each name of a path; `undefined` if a name begins with a dot, or contains a slash, a backslash or a
 * control character. Hono has decoded the path already, except what `decodeURI` leaves: `%25` and the
 * reserved characters.
 */
function plainPath(path: string): string | undefined {
  if (path.length > addressLimitChars || path.includes('//')) return undefined;
  try {
    const names = path.split('/').map(decodeURIComponent);
    return names.every((name) => /^(?!\.)[^/\\\p{Cc}]*$/u.test(name)) ? names.join('/') : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The file at a path, or the `index.html` of a folder; `undefined` if there is none, or if a link leads out
 * of the site.
 */
function fileInside(site: string, path: string): Stats | undefined {
  try {
    const [folder, named] = [realpathSync(site), realpathSync(join(site, path))];
    const file = statSync(named).isDirectory() ? realpathSync(join(named, 'index.html')) : named;
    return [named, file].every((each) => each === folder || each.startsWith(folder + sep))
      ? statSync(file)
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The build puts a hash of the content into the name of each file in `_astro`, so a file never changes under
 * its name.
 */
function isNamedByContent(path: string): boolean {
  return path.startsWith('/_astro/');
}

/**
 * Browsers show Markdown and the files of guides as text. Otherwise they would save some of them, and show an
 * HTML file as a page.
 */
function isShownAsText(path: string): boolean {
  return /^\/files\/|\.md$/.test(path);
}
