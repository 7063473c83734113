/**
 * Path below `content/` without `.mdx`: a page's name in the site, the runner's API, reports and recordings.
 */
export function pageName(path: string): string {
  return path.replace(/\.mdx?$/, '');
}

/**
 * The address of a path within the site, for links. It is in Unicode's composed form (NFC), whatever form the
 * file system uses.
 */
export function addressOf(path: string): string {
  const escaped = (segment: string) =>
    encodeURIComponent(segment).replace(/[()']/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
  return `/${path.normalize().split('/').map(escaped).join('/')}`;
}

/** The address of a page within the site. The index page of a folder has the address of the folder. */
export function pageAddress(name: string): string {
  const place = placeOf(name).replace(/^index$/, '');
  return place === '' ? '/' : `${addressOf(place)}/`;
}

/** Names at the root of the site that are not pages. */
const taken = (
  '404.html _astro api content-security-policy.json errors errors.md favicon.svg files llms-full.txt ' +
  'llms.txt pagefind'
).split(' ');

/** File systems allow names of 255 bytes, and `NAME.recording.json` has to fit. */
const nameBytesAtMost = 240;

/** Why a page with this path cannot be served under its name, and what to do; `undefined` if it can. */
export function nameProblem(path: string): string | undefined {
  const name = pageName(path);
  const last = name.split('/').at(-1) ?? '';
  const [mark] = /[#?%:\\]/.exec(name) ?? [];
  if (mark !== undefined)
    return `Its name has ${mark}, which means something else in an address. Rename the file or folder.`;
  if (/\p{Cc}|\uFFFD/u.test(name))
    return 'Its name has a control character, or bytes that are no UTF-8. Rename the file or folder.';
  if (last.endsWith('.html'))
    return 'Its name ends with .html, as files of the built site do. Rename the file.';
  if (new TextEncoder().encode(last).length > nameBytesAtMost)
    return `Its name is longer than ${nameBytesAtMost} bytes. Rename the file.`;
  const [first = ''] = name.split('/');
  // Starlight looks up the first folder's name as a language in a plain object, which has these names itself.
  if (first in {})
    return `The site's builder takes ${first} for something of its own. Rename the file or folder.`;
  return taken.includes(first)
    ? `The site has something else at /${first}. Rename the file or folder.`
    : undefined;
}

/** The paths that cannot be pages of one site, each with the reason. */
export function nameProblems(paths: readonly string[]): ReadonlyMap<string, string> {
  const problems = new Map<string, string>();
  const pages = new Map<string, string>();
  const folders = new Map<string, string>();
  const markdown = new Map<string, string>();
  for (const path of [...paths].sort()) {
    const place = placeOf(path);
    const within = place.split('/').map((_, at, all) => all.slice(0, at + 1).join('/'));
    // The site has a folder for each page and, beside it, the page as Markdown.
    const other =
      pages.get(place) ??
      folders.get(`${place}.md`) ??
      within.map((folder) => markdown.get(folder)).find((each) => each !== undefined);
    const problem =
      nameProblem(path) ?? (other && `Its place in the site is taken by ${other}. Rename one of them.`);
    if (problem !== undefined) {
      problems.set(path, problem);
      continue;
    }
    pages.set(place, path);
    markdown.set(`${place}.md`, path);
    for (const folder of within) if (!folders.has(folder)) folders.set(folder, path);
  }
  return problems;
}

/**
 * Path of a page in the built site. The index page of a folder has the path of the folder; the first page has
 * `index`.
 */
export function placeOf(path: string): string {
  return pageName(path)
    .normalize()
    .replace(/\/index$/, '');
}
