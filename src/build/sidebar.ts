import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { pageText } from '../guide/page-text.ts';

type SidebarItem = { readonly slug: string; readonly label?: string } | { readonly label: string; readonly items: SidebarItem[] };

/** Every page below `content/` but drafts: the first page, then pages and folders by name. A folder is a group of its own name. */
export function sidebarOf(contentDir: URL, firstPage: string): SidebarItem[] {
  return [{ slug: 'index', label: firstPage }, ...itemsIn(fileURLToPath(contentDir), '')];
}

function itemsIn(contentDir: string, folder: string): SidebarItem[] {
  return readdirSync(`${contentDir}${folder}`, { withFileTypes: true })
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
    .flatMap((entry): SidebarItem[] => {
      const path = `${folder}${entry.name}`;
      if (entry.isDirectory()) {
        const items = entry.name.endsWith('.files') ? [] : itemsIn(contentDir, `${path}/`);
        return items.length > 0 ? [{ label: entry.name.charAt(0).toUpperCase() + entry.name.slice(1), items }] : [];
      }
      const isPage = path.endsWith('.mdx') && path !== 'index.mdx' && !isDraft(`${contentDir}${path}`);
      return isPage ? [{ slug: path.slice(0, -'.mdx'.length) }] : [];
    });
}

function isDraft(file: string): boolean {
  const [, yaml = ''] = /^---\n(.*?)\n---/s.exec(pageText(readFileSync(file, 'utf8'))) ?? [];
  return (parse(yaml) as { draft?: unknown } | null)?.draft === true;
}
