import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Guide } from '../guide/model.ts';
import { filesOf, guideEntries, recordingOf } from '../guide/page/guide-files.ts';
import { pageName } from '../guide/page/page-name.ts';
import { parseGuide } from '../guide/parse-guide.ts';
import type { Recording } from '../guide/report.ts';

/** A guide with its recording and its files. */
export interface GuideSource {
  readonly guide: Guide;
  readonly recording?: Recording;
  readonly files: readonly GuideFile[];
}

export interface GuideFile {
  /** The path as the guide's commands write it, such as `samples/sleep/sleep.yaml`. */
  readonly path: string;
  /**
   * The file's path in the site. A character with a special meaning in URLs or to Astro becomes `~` and its
   * hexadecimal code.
   */
  readonly place: string;
  readonly text: string;
}

/**
 * Reads `NAME.mdx` with its recording and files. Throws if the guide has a problem, which fails the build.
 */
export function readGuideSource(contentDir: string, name: string): GuideSource {
  const file = join(contentDir, `${name}.mdx`);
  const { guide, problems } = parseGuide(readFileSync(file, 'utf8'), { file: `content/${name}.mdx`, name });
  if (problems.length > 0) {
    throw new Error(
      problems.map((problem) => `${problem.file}:${problem.line}: ${problem.message}`).join('\n'),
    );
  }
  const recording = readRecording(recordingOf(file));
  return { guide, files: readFiles(filesOf(file), name), ...(recording && { recording }) };
}

function readRecording(file: string): Recording | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Recording) : undefined;
}

function readFiles(dir: string, name: string): GuideFile[] {
  const { entries, problems } = guideEntries(dir);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return entries
    .filter(({ isFolder }) => !isFolder)
    .map(({ path, source }) => ({ path, place: placeOf(name, path), text: readFileSync(source, 'utf8') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function placeOf(name: string, path: string): string {
  const plain = path.normalize().replace(/[#?%~\\\p{Cc}]/gu, (mark) => `~${mark.charCodeAt(0).toString(16)}`);
  return `files/${name.normalize()}/${plain}`;
}

/** The name of a guide: its path below `content/` without `.mdx`. */
export function guideName(contentDir: string | URL, file: string | URL): string {
  const path = (place: string | URL) => (place instanceof URL ? fileURLToPath(place) : place);
  return pageName(relative(path(contentDir), path(file)));
}

/** Whether a command contains the path of this file as a whole word. */
export function namesFile(command: string, path: string): boolean {
  const bounds = /[\s'"=(;|&<>]/;
  for (let at = command.indexOf(path); at >= 0; at = command.indexOf(path, at + 1)) {
    const before = command.slice(0, at).replace(/\.\/$/, '').at(-1);
    const after = command[at + path.length];
    if (
      (before === undefined || bounds.test(before)) &&
      (after === undefined || bounds.test(after) || after === ')')
    )
      return true;
  }
  return false;
}
