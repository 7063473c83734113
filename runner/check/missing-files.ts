import { existsSync } from 'node:fs';
import { basename, dirname, join, normalize, relative } from 'node:path';
import type { Expectation, Guide } from '../../src/guide/model.ts';
import { filesOf, guideEntries } from '../../src/guide/page/guide-files.ts';
import { commandFiles } from './named-files.ts';
import type { Found, Rule } from './rule.ts';

/**
 * Warns about files that commands name but that do not exist in the folder of the guide's files, where the
 * commands run. Ignores files that an earlier command may have made.
 */
export const missingFiles: Rule = (guide) => {
  const folder = filesOf(guide.file);
  const made = new Set<string>();
  const found = new Map<string, Naming>();
  for (const step of guide.steps) {
    for (const { text, line, expectation } of step.commands) {
      const { needs, makes, mayMakeMore } = commandFiles(text);
      for (const path of makes) made.add(normalize(path));
      // If a page expects an error, the file may be missing on purpose.
      const isMeant = step.skip === undefined && expectation.exit === 0;
      for (const path of isMeant ? needs : []) {
        if (!found.has(path) && !isMade(path, made) && !existsSync(join(folder, path)))
          found.set(path, { line, ...endOfHereDocument(path, text, expectation) });
      }
      if (mayMakeMore) return warningsFor(guide, folder, found);
    }
  }
  return warningsFor(guide, folder, found);
};

/** Whether a command made the file or one of its folders. */
function isMade(path: string, made: ReadonlySet<string>): boolean {
  for (
    let part = normalize(path).replace(/\/$/, '');
    part !== '.' && part !== '/' && part !== '..';
    part = dirname(part)
  )
    if (made.has(part)) return true;
  return false;
}

function warningsFor(guide: Guide, folder: string, found: ReadonlyMap<string, Naming>): Found[] {
  return [...found].map(([path, { line, end }]) => ({
    code: 'missing-file' as const,
    line,
    message: `There is no \`${path}\` in ${shown(folder)}/, the folder in which the guide's commands run. ${
      end === undefined
        ? whatToDo(guide, folder, path)
        : `Line ${end} is \`${path}\`: write \`<<${path}\` for a here-document that ends there.`
    }`,
  }));
}

/** The first command that names a path. */
interface Naming {
  /** 1-based line of the command. */
  readonly line: number;
  /**
   * The 1-based line of printed text that equals the path, if the command reads the file as `<PATH`. The
   * author probably meant a here-document, `<<PATH`.
   */
  readonly end?: number;
}

function endOfHereDocument(
  path: string,
  text: string,
  { printed: [printed] }: Expectation,
): Pick<Naming, 'end'> {
  const at =
    /^\w+$/.test(path) && text.endsWith(`<${path}`)
      ? (printed?.lines ?? []).findIndex((line) => line.trim() === path)
      : -1;
  return printed && at >= 0 ? { end: printed.line + at } : {};
}

function whatToDo({ file }: Guide, folder: string, path: string): string {
  const [only, another] = existsSync(folder)
    ? guideEntries(folder).entries.filter((entry) => basename(entry.path) === basename(path))
    : [];
  if (only && !another) return `The folder has ${only.path}: write that path in the command.`;
  const inside = normalize(path).replace(/^(?:\.\.\/)+/, '');
  const beside = [join(dirname(file), path), join(dirname(file), basename(path)), path].find(existsSync);
  const moved = inside === normalize(path) ? '' : `, and write ${inside} in the command`;
  return beside === undefined
    ? `Put it there${moved}.`
    : `Move ${shown(beside)} to ${shown(join(folder, inside))}${moved}.`;
}

function shown(path: string): string {
  const from = relative(process.cwd(), path);
  return from === '' || from.startsWith('..') ? path : from;
}
