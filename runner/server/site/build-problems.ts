import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Problem } from '../../../src/guide/problem.ts';

/** Finds problems of pages in what the build printed. Returns none if no page caused the failure. */
type Reader = (output: string, pages: Pages) => readonly Problem[];

/**
 * Finds the problems of pages in what a failed `astro build` printed. Each problem names the page and, if it
 * can be found, the line. Returns none if no page caused the failure. It does not look for the problems of
 * front matter and MDX that `check` finds: a page with such a problem is never built. `project`: the folder
 * that has `content/`.
 */
export function buildProblems(printed: string, project: string): readonly Problem[] {
  const output = stripVTControlCharacters(printed);
  const pages = new Pages(project);
  for (const read of readers) {
    const problems = read(output, pages);
    if (problems.length > 0) return problems;
  }
  return [];
}

/** The build's own text about its failure: from its last error on, without the builder's stack trace. */
export function buildFailure(printed: string): string {
  const lines = stripVTControlCharacters(printed).trim().split('\n');
  const from = lines.findLastIndex((line) => line.includes('[ERROR]'));
  const error = lines.slice(from < 0 ? -20 : from);
  return error.filter((line) => !/^\s+at |^\s+Stack trace:$/.test(line)).join('\n');
}

const readers: readonly Reader[] = [
  deadLinksIn,
  missingFileIn,
  missingExportIn,
  imageIn,
  renderingIn,
  placeIn,
];

function deadLinksIn(output: string, pages: Pages): readonly Problem[] {
  const [, lines] = /^Links that lead nowhere:\n((?:\S.*\n)+)/m.exec(output) ?? [];
  return (lines?.trim().split('\n') ?? []).flatMap((text): Problem[] => {
    const own = /^(content\/.+?\.mdx):(\d+): (.+?): (.+)$/.exec(text);
    if (own)
      return [
        {
          code: 'dead-link',
          file: own[1] ?? '',
          line: Number(own[2]),
          message: `The link ${own[3]} leads nowhere. ${own[4]}`,
        },
      ];
    // No line has the link, so a component of the page or of the site made it.
    const [, page, href, why] = /^(.+), outside the text of the pages: (.+?): (.+)$/.exec(text) ?? [];
    const file = page && pages.fileAt(page.replace(/(^|\/)index\.html$/, ''));
    return file
      ? [
          {
            code: 'dead-link',
            file,
            line: 1,
            message:
              `The link ${href} leads nowhere. A component made it, so no line of the page ` +
              `has it. ${why}`,
          },
        ]
      : [];
  });
}

function missingFileIn(output: string, pages: Pages): readonly Problem[] {
  const [, local, importer] = /Could not resolve '(.+?)' in (content\/.+)$/m.exec(output) ?? [];
  const [, distant, place = ''] = /failed to resolve import "(.+?)" from "(.+?)"/.exec(output) ?? [];
  const what = local ?? distant;
  const file = importer ?? pages.fileIn(place);
  if (what === undefined || file === undefined) return [];
  // For an image, the builder gives a line number of generated code, which does not help.
  const line = pages.lineOf(file, (each) => each.includes(what));
  const how = what.startsWith('.')
    ? 'Correct the path, which starts at the folder of the page, or remove it.'
    : 'Correct the name, or remove it.';
  return [
    {
      code: 'page-build',
      file,
      line,
      message: `There is no file ${what}, which the page imports or shows. ${how}`,
    },
  ];
}

function missingExportIn(output: string, pages: Pages): readonly Problem[] {
  const [, name, place = ''] = /"([^"\n]+)" is not exported by .*?Location:\n {4}(\S+)/s.exec(output) ?? [];
  const file = pages.fileIn(place);
  if (name === undefined || file === undefined) return [];
  const line = pages.lineOf(file, (each) => each.includes('import') && each.includes(name));
  const what = `The page imports ${name} from a file that does not export it.`;
  return [
    {
      code: 'page-build',
      file,
      line,
      message: `${what} Correct the name, or remove it.`,
    },
  ];
}

function imageIn(output: string, pages: Pages): readonly Problem[] {
  const [, place = ''] = /Could not process image metadata for `?(.+?)`?\.$/m.exec(output) ?? [];
  const file = pages.fileIn(place);
  if (file === undefined) return [];
  return [
    {
      code: 'page-build',
      file,
      line: 1,
      message:
        'The file cannot be read as an image. Save it again with an image editor, or remove it from ' +
        'the page.',
    },
  ];
}

function renderingIn(output: string, pages: Pages): readonly Problem[] {
  const [, address = '', error = ''] = /Caught error rendering (\/\S*?): (.+)$/m.exec(output) ?? [];
  const file = pages.fileAt(decodeURI(address.slice(1)));
  if (address === '' || file === undefined) return [];
  return [
    {
      code: 'page-build',
      file,
      line: 1,
      message:
        `An expression or a component of the page ends in an error: ${sentence(error)} Correct it or ` +
        'remove it.',
    },
  ];
}

/** A message whose `Location:` is a file below `content/`. */
function placeIn(output: string, pages: Pages): readonly Problem[] {
  const [, text = '', place = ''] = /^(\S.*)\n(?: {2}.*\n|\n)*? {2}Location:\n {4}(.+)$/m.exec(output) ?? [];
  const file = pages.fileIn(place);
  if (file === undefined) return [];
  const line = Number(/:(\d+):\d+$/.exec(place)?.[1] ?? 1) || 1;
  const plain = text
    .replace(/^\d+:\d+: /, '')
    .replace(/ \([\w-]+:[\w-]+\)$/, '')
    .replace(/^\[\w+\] /, '');
  return [
    {
      code: 'page-build',
      file,
      line,
      message: `The page cannot be built: ${sentence(plain)} Correct the line.`,
    },
  ];
}

/** The sources of the pages, for finding the lines. */
class Pages {
  readonly #project: string;

  constructor(project: string) {
    this.#project = project;
  }

  /** The page at an address in the site, without the slashes around it, as `content/…`. */
  fileAt(address: string): string | undefined {
    const name = address.replace(/\/$/, '') || 'index';
    return [`content/${name}.mdx`, join('content', name, 'index.mdx')].find((file) =>
      existsSync(join(this.#project, file)),
    );
  }

  /** The first file of `content/` that a text names by its whole path, as `content/…`. */
  fileIn(text: string): string | undefined {
    const at = text.indexOf(join(this.#project, 'content/'));
    return at < 0 ? undefined : /^(.+?)(?::\d+)*$/m.exec(text.slice(at + this.#project.length + 1))?.[1];
  }

  /** The 1-based number of the first line that fits; 1 if no line fits. */
  lineOf(file: string, isWanted: (line: string) => boolean): number {
    if (!existsSync(join(this.#project, file))) return 1;
    const at = readFileSync(join(this.#project, file), 'utf8').split('\n').findIndex(isWanted);
    return Math.max(at, 0) + 1;
  }
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
