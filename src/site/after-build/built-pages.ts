import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** An HTML file of the built site. `path` is relative to the site's folder, with `/`. */
export interface BuiltPage {
  readonly path: string;
  readonly html: string;
}

/** The paths of all files of the built site, relative to the site's folder, with `/`. */
export async function builtFiles(site: string): Promise<string[]> {
  const entries = await readdir(site, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => file.slice(join(site, '/').length).replaceAll('\\', '/')).sort();
}

export async function builtPages(site: string): Promise<BuiltPage[]> {
  const pages = (await builtFiles(site)).filter((path) => path.endsWith('.html'));
  return Promise.all(pages.map(async (path) => ({ path, html: await readFile(join(site, path), 'utf8') })));
}
