import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { pagePaths } from '../guide/page/page-files.ts';
import { pageName } from '../guide/page/page-name.ts';
import { pageText } from '../guide/page/page-text.ts';

type SidebarItem =
  | { readonly slug: string; readonly label?: string }
  | { readonly label: string; readonly items: SidebarItem[] };

/** The folder of the pages about Guiderail itself, which come after all guides. */
export const ownPages = 'guiderail/';

/**
 * The sidebar: the first page, then the other pages and folders by name, without drafts. A folder becomes a
 * group. The pages about Guiderail itself come last.
 */
export function sidebarOf(contentDir: URL, firstPage: string): SidebarItem[] {
  const folder = fileURLToPath(contentDir);
  const paths = pagePaths(folder).filter((path) => path !== 'index.mdx' && !isDraft(`${folder}${path}`));
  const isOwn = (path: string) => path.startsWith(ownPages);
  const guides = paths.filter((path) => !isOwn(path));
  return [{ slug: 'index', label: firstPage }, ...itemsOf(guides, ''), ...itemsOf(paths.filter(isOwn), '')];
}

/** The items of the pages below a folder. `folder` is empty or ends with `/`. */
function itemsOf(paths: readonly string[], folder: string): SidebarItem[] {
  const names = new Set(paths.map((path) => path.slice(folder.length).replace(/\/.*/s, '/')));
  return [...names]
    .sort((a, b) => a.localeCompare(b, 'en'))
    .map((name): SidebarItem => {
      if (!name.endsWith('/')) return { slug: pageName(folder + name) };
      const within = paths.filter((path) => path.startsWith(folder + name));
      return {
        label: name.charAt(0).toUpperCase() + name.slice(1, -1),
        items: itemsOf(within, folder + name),
      };
    });
}

function isDraft(file: string): boolean {
  const [, yaml = ''] = /^---\n(.*?)\n---/s.exec(pageText(readFileSync(file, 'utf8'))) ?? [];
  return (parse(yaml) as { draft?: unknown } | null)?.draft === true;
}
