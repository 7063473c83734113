/** A page's name in the site, the API, reports and recordings: its path below `content/` without `.mdx`. */
export function pageName(path: string): string {
  return path.replace(/\.mdx?$/, '');
}

/**
 * The address of a path within the site, for links. Addresses are in Unicode's composed form (NFC), although
 * file systems may use another form.
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

/** Names at the root of the site that pages cannot have. */
const taken = (
  '404.html _astro api content-security-policy.json errors errors.md favicon.svg files llms-full.txt ' +
  'llms.txt pagefind'
).split(' ');

/** File systems allow names of 255 bytes, which must also be enough for `NAME.recording.json`. */
const nameBytesAtMost = 240;

/** Says why the site cannot serve a page with this path, and what to do; `undefined` if it can. */
export function nameProblem(path: string): string | undefined {
  const name = pageName(path);
  const last = name.split('/').at(-1) ?? '';
  const [mark] = /[#?%:\\]/.exec(name) ?? [];
  if (mark !== undefined)
    return `The name has ${mark}, which has another meaning in addresses. Rename the file or folder.`;
  if (/\p{Cc}|\uFFFD/u.test(name))
    return 'The name has a control character or bytes that are not UTF-8. Rename the file or folder.';
  if (last.endsWith('.html'))
    return 'The name ends with .html, like the files of the built site. Rename the file.';
  if (new TextEncoder().encode(last).length > nameBytesAtMost)
    return `The name is longer than ${nameBytesAtMost} bytes. Rename the file.`;
  const [first = ''] = name.split('/');
  // Starlight takes the first folder for a language and looks it up in a plain object, where it would find
  // the names that every object has.
  if (first in {})
    return `Starlight, which builds the site, cannot serve the name ${first}. Rename the file or folder.`;
  return taken.includes(first)
    ? `The site uses the address /${first} for something else. Rename the file or folder.`
    : undefined;
}

/** The paths that cannot be pages of the same site, each with the reason. */
export function nameProblems(paths: readonly string[]): ReadonlyMap<string, string> {
  const problems = new Map<string, string>();
  const pages = new Map<string, string>();
  const folders = new Map<string, string>();
  const markdown = new Map<string, string>();
  for (const path of [...paths].sort()) {
    const place = placeOf(path);
    const within = place.split('/').map((_, at, all) => all.slice(0, at + 1).join('/'));
    // The site has a folder for each page and, beside the folder, the page as Markdown.
    const other =
      pages.get(place) ??
      folders.get(`${place}.md`) ??
      within.map((folder) => markdown.get(folder)).find((each) => each !== undefined);
    const problem =
      nameProblem(path) ?? (other && `The page ${other} already uses this address. Rename one of the two.`);
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
 * The path of a page in the built site. The index page of a folder has the path of the folder, and the first
 * page of the site has the path `index`.
 */
export function placeOf(path: string): string {
  return pageName(path)
    .normalize()
    .replace(/\/index$/, '');
}
