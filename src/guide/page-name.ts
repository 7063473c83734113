/** Path below `content/` without `.mdx`: a page's name in the site, the runner's API, reports and recordings. */
export function pageName(path: string): string {
  return path.replace(/\.mdx?$/, '');
}

/** A path within the site as it stands in a link. Names are in Unicode's composed form there, whichever the file system has. */
export function addressOf(path: string): string {
  const escaped = (segment: string) => encodeURIComponent(segment).replace(/[()']/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
  return `/${path.normalize().split('/').map(escaped).join('/')}`;
}

/** What the site has besides pages. */
const taken = '404.html _astro api content-security-policy.json errors errors.md favicon.svg files llms-full.txt llms.txt pagefind'.split(' ');

/** Beside a page lies `NAME.recording.json`, and file systems allow 255 bytes. */
const nameBytesAtMost = 240;

/** Why a page of that path cannot be served under its name, as a sentence that says what to do; `undefined` where it can. */
export function nameFault(path: string): string | undefined {
  const name = pageName(path);
  const last = name.split('/').at(-1) ?? '';
  const [mark] = /[#?%:\\]/.exec(name) ?? [];
  if (mark !== undefined) return `Its name has ${mark}, which means something else in an address. Rename the file or folder.`;
  if (/\p{Cc}|\uFFFD/u.test(name)) return 'Its name has a control character, or bytes that are no UTF-8. Rename the file or folder.';
  if (last.endsWith('.html')) return 'Its name ends with .html, as files of the built site do. Rename the file.';
  if (new TextEncoder().encode(last).length > nameBytesAtMost) return `Its name is longer than ${nameBytesAtMost} bytes. Rename the file.`;
  const [first = ''] = name.split('/');
  return taken.includes(first) ? `The site has something else at /${first}. Rename the file or folder.` : undefined;
}

/** Those of the paths that cannot be pages of one site, each with why. */
export function nameFaults(paths: readonly string[]): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  const pages = new Map<string, string>();
  const folders = new Map<string, string>();
  const markdown = new Map<string, string>();
  for (const path of [...paths].sort()) {
    const place = placeOf(path);
    const within = place.split('/').map((_, at, all) => all.slice(0, at + 1).join('/'));
    // A page is a folder of the site, and beside it lies the page as Markdown.
    const other = pages.get(place) ?? folders.get(`${place}.md`) ?? within.map((folder) => markdown.get(folder)).find((each) => each !== undefined);
    const fault = nameFault(path) ?? (other && `It would lie where ${other} does in the site. Rename one of them.`);
    if (fault !== undefined) {
      faults.set(path, fault);
      continue;
    }
    pages.set(place, path);
    markdown.set(`${place}.md`, path);
    for (const folder of within) if (!folders.has(folder)) folders.set(folder, path);
  }
  return faults;
}

/** Where a page lies in the built site. The first page of a folder lies at the folder. */
function placeOf(path: string): string {
  return pageName(path)
    .normalize()
    .replace(/\/index$/, '');
}
