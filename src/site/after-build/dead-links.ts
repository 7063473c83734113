import { Parser } from 'htmlparser2';
import { nearestKey } from '../../guide/text/nearest-key.ts';
import type { BuiltPage } from './built-pages.ts';

export interface DeadLink {
  /** The path of the page's file in the site. */
  readonly page: string;
  /** The address as it is written in the page. */
  readonly href: string;
  /** Sentences that say what is wrong and what to do. */
  readonly why: string;
}

/** A placeholder for the site's origin, which the build does not know. */
const origin = 'http://site.invalid';

/**
 * Finds links, images and scripts whose file is not in the site, or whose id is not in the page that they
 * name. Links to other origins are not checked.
 */
export function deadLinks(pages: readonly BuiltPage[], files: readonly string[]): DeadLink[] {
  const read = new Map(pages.map(({ path, html }) => [path, readHtml(html)]));
  const known = new Set(files);
  return [...read].flatMap(([page, { hrefs }]) =>
    [...hrefs].flatMap((href) => {
      const why = whyDead({ href, page }, known, (path) => read.get(path)?.ids);
      return why ? [{ page, href, why }] : [];
    }),
  );
}

function readHtml(html: string): { readonly ids: Set<string>; readonly hrefs: Set<string> } {
  const ids = new Set<string>();
  const hrefs = new Set<string>();
  const parser = new Parser({
    onopentag(_name, { id, href, src }) {
      if (id) ids.add(id);
      for (const link of [href, src]) if (link) hrefs.add(link);
    },
  });
  parser.end(html);
  return { ids, hrefs };
}

/** Why a link of a page is dead; `undefined` if it is not. */
function whyDead(
  { href, page }: { href: string; page: string },
  files: ReadonlySet<string>,
  idsOf: (path: string) => ReadonlySet<string> | undefined,
): string | undefined {
  const address = origin + addressOf(page);
  if (!URL.canParse(href, address)) return 'This is not an address. Correct it.';
  const url = new URL(href, address);
  if (url.origin !== origin) return undefined;
  const path = decode(url.pathname).slice(1);
  const file = [path, `${path}/index.html`, `${path}index.html`].find((each) => files.has(each));
  if (!file)
    return (
      'The site has no page or file there. ' +
      `${hint(url.pathname, [...files].map(addressOf), 'Correct or remove the link.')}`
    );
  const id = decode(url.hash.slice(1));
  const ids = idsOf(file);
  if (id === '' || !ids || ids.has(id)) return undefined;
  return `Nothing there has the id ${id}. ${hint(
    `#${id}`,
    [...ids].map((each) => `#${each}`),
    'Link to a heading or to a step, as #step-ID.',
  )}`;
}

function addressOf(file: string): string {
  return `/${file.replace(/(^|\/)index\.html$/, '$1')}`;
}

function hint(written: string, known: readonly string[], otherwise: string): string {
  const nearest = nearestKey(written, known);
  return nearest ? `Did you mean ${nearest}?` : otherwise;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
