import { lstatSync, readdirSync, readlinkSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';

/** The folder beside a guide with the files its commands name: `GUIDE.files/` for `GUIDE.mdx`. */
export function filesOf(guideFile: string): string {
  return guideFile.replace(/\.mdx?$/, '.files');
}

/** The recording beside a guide: `GUIDE.recording.json`. */
export function recordingOf(guideFile: string): string {
  return guideFile.replace(/\.mdx?$/, '.recording.json');
}

/** A file or folder among a guide's files. What a link leads to stands there as if it were no link. */
export interface GuideEntry {
  /** Relative to the folder of the guide's files, with `/`. */
  readonly path: string;
  /** Where it really is. */
  readonly source: string;
  readonly isFolder: boolean;
  /** Its permissions, as in `stat(2)`. */
  readonly mode: number;
}

export interface GuideEntries {
  /** A folder stands before what is in it. */
  readonly entries: readonly GuideEntry[];
  /** What cannot be copied into a session, or shown on a page: sentences that say why and what to do. */
  readonly faults: readonly string[];
}

const entriesAtMost = 10_000;

/**
 * All of a guide's files, for the page that links them and the sessions that work in a copy of them. Nothing outside the folder is among them: a copy of a
 * link would lead a command to the original, and a copy of what it leads to would take files along that are not the guide's.
 */
export function guideEntries(folder: string): GuideEntries {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (!stat) return { entries: [], faults: [] };
  if (!stat.isDirectory()) return { entries: [], faults: [`${basename(folder)} is not a folder. A guide's files lie in a folder of that name.`] };
  const reading = new Reading(folder);
  reading.read(realpathSync(folder), '', new Set());
  return reading;
}

class Reading implements GuideEntries {
  readonly entries: GuideEntry[] = [];
  readonly faults: string[] = [];
  readonly #name: string;
  readonly #root: string;

  constructor(folder: string) {
    this.#name = basename(folder);
    this.#root = realpathSync(folder);
  }

  /** `above` are the folders on the way to this one, where they really are. */
  read(folder: string, path: string, above: ReadonlySet<string>): void {
    const here = new Set([...above, folder]);
    for (const name of readdirSync(folder).sort()) {
      if (this.entries.length === entriesAtMost) {
        this.#fault('', `has more than ${entriesAtMost} files. Keep only what the guide's commands name.`);
        return;
      }
      this.#readEntry(join(folder, name), path === '' ? name : `${path}/${name}`, here);
    }
  }

  #readEntry(place: string, path: string, above: ReadonlySet<string>): void {
    const source = lstatSync(place).isSymbolicLink() ? this.#ledTo(place, path) : place;
    if (source === undefined) return;
    const stat: Stats = lstatSync(source);
    if (above.has(source)) this.#fault(path, 'is a link to a folder that it is in. Remove it.');
    else if (stat.isDirectory() || stat.isFile()) {
      this.entries.push({ path, source, isFolder: stat.isDirectory(), mode: stat.mode & 0o777 });
      if (stat.isDirectory()) this.read(source, path, above);
    } else this.#fault(path, 'is neither a file nor a folder. Remove it.');
  }

  /** Where a link leads in the end, if that is a place among the guide's files. */
  #ledTo(place: string, path: string): string | undefined {
    const target = readlinkSync(place);
    let source: string;
    try {
      source = realpathSync(place);
    } catch {
      this.#fault(path, `is a link to ${target}, where nothing is. Correct or remove it.`);
      return undefined;
    }
    if (source === this.#root || source.startsWith(this.#root + sep)) return source;
    this.#fault(path, `is a link to ${target}, outside the guide's files. Put a copy of what it leads to in its place.`);
    return undefined;
  }

  #fault(path: string, text: string): void {
    this.faults.push(`${[this.#name, path].filter(Boolean).join('/')} ${text}`);
  }
}
