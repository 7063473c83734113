import { realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Context, MiddlewareHandler } from 'hono';
import { addressLimitChars } from '../limits.ts';

/** Answers with files of the built site, and with its page for what is not there. Never with anything outside its folder, nor with what a dot hides. */
export function siteFiles(site: string): { readonly files: MiddlewareHandler; readonly missing: (context: Context) => Promise<Response> } {
  const serve = serveStatic({ root: site });
  const serveMissing = serveStatic({ root: site, path: '404.html' });
  return {
    async files(context, next) {
      if (!isPlain(context.req.path) || !isInside(site, context.req.path)) return next();
      const answer = await serve(context, next);
      if (answer instanceof Response && isShownAsText(context.req.path)) answer.headers.set('content-type', 'text/plain; charset=utf-8');
      return answer;
    },
    async missing(context) {
      const page = await serveMissing(context, async () => {});
      return page instanceof Response ? new Response(page.body, { status: 404, headers: page.headers }) : context.text('Not found', 404);
    },
  };
}

/** Names made of what our own files are made of: nothing to decode, no way up, nothing hidden. */
function isPlain(path: string): boolean {
  return path.length <= addressLimitChars && /^(?:\/(?!\.)[\w.~+@-]*)+$/.test(path) && !path.includes('//');
}

/** A link in the folder may lead out of it; of a folder its page is answered. */
function isInside(site: string, path: string): boolean {
  try {
    const [folder, named] = [realpathSync(site), realpathSync(join(site, path))];
    const file = statSync(named).isDirectory() ? realpathSync(join(named, 'index.html')) : named;
    return [named, file].every((each) => each === folder || each.startsWith(folder + sep));
  } catch {
    return false;
  }
}

/** Markdown and the files of guides are shown as text, whatever their names say: not saved, and never a page. */
function isShownAsText(path: string): boolean {
  return /^\/files\/|\.md$/.test(path);
}
