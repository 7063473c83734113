import type { Guide } from './model.ts';
import { readHead } from './page/front-matter.ts';
import { type Page, readPage } from './page/page.ts';
import { pageText } from './page/page-text.ts';
import type { PageProblem, Problem } from './problem.ts';
import { choiceProblems } from './steps/choice-problems.ts';
import { readDrafts } from './steps/drafts.ts';
import { finishSteps } from './steps/finish-steps.ts';

export interface ParsedGuide {
  /** The guide has no steps if the page cannot be read. */
  readonly guide: Guide;
  /** In page order. */
  readonly problems: readonly Problem[];
  /** The parts of the page outside its steps; absent if the page cannot be read. */
  readonly page?: Pick<Page, 'frontMatter' | 'references'>;
}

const notUtf8 = 'The file contains NUL characters, so it is probably UTF-16. Save it as UTF-8.';
const oldMacLineEnds =
  'The lines of the front matter end with `\\r` alone, which Astro cannot read. Save the file with `\\n` ' +
  'or `\\r\\n` line ends.';

/**
 * Parses the MDX text of a guide. Does not throw for any text that an author can write: mistakes are
 * `problems`.
 */
export function parseGuide(source: string, { file, name }: { file: string; name: string }): ParsedGuide {
  if (source.includes('\0'))
    return {
      guide: emptyGuide(file, name),
      problems: [{ file, code: 'page-text', line: 1, message: notUtf8 }],
    };
  const page = readPage(pageText(source));
  if ('message' in page) return { guide: emptyGuide(file, name), problems: [{ file, ...page }] };
  const { head, problems: headProblems } = readHead(page.frontMatter);
  const problems: PageProblem[] = [...page.problems, ...headProblems];
  if (/^\uFEFF?---\r(?!\n)/.test(source))
    problems.push({ code: 'front-matter', line: 1, message: oldMacLineEnds });
  const drafts = readDrafts(page, problems);
  const guide: Guide = { name, file, ...head, steps: finishSteps(drafts, head.title, problems) };
  // The other values of a choice may be below a broken fence.
  if (page.isWhole) problems.push(...choiceProblems(guide));
  const { frontMatter, references } = page;
  return {
    guide,
    problems: problems.map((problem) => ({ file, ...problem })).sort((a, b) => a.line - b.line),
    page: { frontMatter, references },
  };
}

function emptyGuide(file: string, name: string): Guide {
  return {
    name,
    file,
    title: '',
    description: '',
    requires: { commands: [] },
    namespaces: [],
    creates: [],
    steps: [],
  };
}
