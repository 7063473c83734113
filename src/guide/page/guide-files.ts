import { lstatSync, readdirSync, readlinkSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';

/** The folder beside a guide with the files that its commands name: `GUIDE.files/` for `GUIDE.mdx`. */
export function filesOf(guideFile: string): string {
  return guideFile.replace(/\.mdx?$/, '.files');
}

/** The recording beside a guide: `GUIDE.recording.json`. */
export function recordingOf(guideFile: string): string {
  return guideFile.replace(/\.mdx?$/, '.recording.json');
}

/** A file or folder in the folder of a guide's files. A symbolic link is listed as its target. */
export interface GuideEntry {
  /** Relative to the folder of the guide's files, separated by `/`. */
  readonly path: string;
  /** The entry's real path, without symbolic links. */
  readonly source: string;
  readonly isFolder: boolean;
  /** Permission bits, as in stat(2). */
  readonly mode: number;
}

export interface GuideEntries {
  /** Each folder comes before its contents. */
  readonly entries: readonly GuideEntry[];
  /** A message for each entry that cannot be copied: which entry, why, and what to do. */
  readonly problems: readonly string[];
}

const entriesAtMost = 10_000;

/**
 * Lists a guide's files, for the page that links to them and the sessions that copy them. A symbolic link
 * that leads out of the folder is a problem: through a copy of the link, a command could change the original,
 * and a copy of its target would contain a file that does not belong to the guide.
 */
export function guideEntries(folder: string): GuideEntries {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (!stat) return { entries: [], problems: [] };
  if (!stat.isDirectory())
    return {
      entries: [],
      problems: [
        `${basename(folder)} is not a folder. Rename it: this name is for the folder of the guide's files.`,
      ],
    };
  const reading = new Reading(folder);
  reading.read(realpathSync(folder), '', new Set());
  return reading;
}

class Reading implements GuideEntries {
  readonly entries: GuideEntry[] = [];
  readonly problems: string[] = [];
  readonly #name: string;
  readonly #root: string;

  constructor(folder: string) {
    this.#name = basename(folder);
    this.#root = realpathSync(folder);
  }

  /** `above`: the real paths of the folders that contain this one. */
  read(folder: string, path: string, above: ReadonlySet<string>): void {
    const here = new Set([...above, folder]);
    for (const name of readdirSync(folder).sort()) {
      if (this.entries.length === entriesAtMost) {
        this.#report('', `has more than ${entriesAtMost} files. Keep only what the guide's commands name.`);
        return;
      }
      this.#readEntry(join(folder, name), path === '' ? name : `${path}/${name}`, here);
    }
  }

  #readEntry(place: string, path: string, above: ReadonlySet<string>): void {
    if (path.includes('\uFFFD')) {
      this.#report(path, 'has a name with bytes that are not UTF-8. Rename it.');
      return;
    }
    const source = lstatSync(place).isSymbolicLink() ? this.#targetOf(place, path) : place;
    if (source === undefined) return;
    const stat: Stats = lstatSync(source);
    if (above.has(source)) this.#report(path, 'is a link to a folder that contains it. Remove it.');
    else if (stat.isDirectory() || stat.isFile()) {
      this.entries.push({ path, source, isFolder: stat.isDirectory(), mode: stat.mode & 0o777 });
      if (stat.isDirectory()) this.read(source, path, above);
    } else this.#report(path, 'is neither a file nor a folder. Remove it.');
  }

  /** The real path of a link's target; `undefined` if it is not in the folder of the guide's files. */
  #targetOf(place: string, path: string): string | undefined {
    const target = readlinkSync(place);
    let source: string;
    try {
      source = realpathSync(place);
    } catch {
      this.#report(path, `is a link to ${target}, which does not exist. Correct or remove the link.`);
      return undefined;
    }
    if (source === this.#root || source.startsWith(this.#root + sep)) return source;
    this.#report(
      path,
      `is a link to ${target}, outside the guide's files. Replace the link by a copy of its target.`,
    );
    return undefined;
  }

  #report(path: string, text: string): void {
    this.problems.push(`${[this.#name, path].filter(Boolean).join('/')} ${text}`);
  }
}
