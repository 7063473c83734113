import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import type { Guide } from '../../src/guide/model.ts';
import { filesOf, guideEntries } from '../../src/guide/page/guide-files.ts';
import { pagePaths } from '../../src/guide/page/page-files.ts';
import { nameProblems, pageName } from '../../src/guide/page/page-name.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import { formatProblem, type Problem, type Warning } from '../../src/guide/problem.ts';
import { counted } from '../../src/guide/text/counted.ts';
import { CallError } from '../errors.ts';
import { problemsOf } from '../match/index.ts';
import { contentFolder } from '../project.ts';
import { siteProblems } from './site-problems.ts';
import { undeclaredProblems } from './undeclared.ts';
import { warningsOf } from './warnings.ts';

export interface LoadedGuide {
  readonly guide: Guide;
  readonly problems: readonly Problem[];
  /** Empty if the guide has problems. */
  readonly warnings: readonly Warning[];
}

/**
 * Loads the named files; if none is named, all pages of `content/` that have steps or problems. Throws a
 * CallError if a named file is not a guide.
 */
export function loadGuides(files: readonly string[]): LoadedGuide[] {
  const pages = existsSync(contentFolder) ? pagePaths(contentFolder) : [];
  const misnamed = nameProblems(pages);
  if (files.length > 0) return files.map((file) => withSteps(loadGuide(file, misnamed)));
  return pages
    .map((page) => loadGuide(relative(process.cwd(), join(contentFolder, page)) || page, misnamed))
    .filter(({ guide, problems }) => guide.steps.length > 0 || problems.length > 0);
}

/**
 * Loads the guide in a file, inside or outside `content/`, with all problems that Guiderail can find without
 * running it. `misnamed`: the pages of `content/` whose names the site cannot serve, each with the reason.
 */
function loadGuide(file: string, misnamed: ReadonlyMap<string, string>): LoadedGuide {
  if (!existsSync(file) || !statSync(file).isFile())
    throw new CallError('no-such-guide', `There is no guide ${file}. Name an MDX file.`);
  if (!/\.mdx?$/.test(file))
    throw new CallError('no-such-guide', `${file} is not a guide: its name does not end in .mdx or .md.`);
  const page = pageOf(file);
  const about = { file, name: pageName(page ?? basename(file)) };
  const text = textOf(file);
  if (text === undefined)
    return {
      guide: parseGuide('', about).guide,
      problems: [
        problemOfFile(
          'unreadable-page',
          file,
          `This user has no right to read the file. Run \`chmod u+r ${file}\`.`,
        ),
      ],
      warnings: [],
    };
  const parsed = parseGuide(text, about);
  const { guide } = parsed;
  const nameProblem = page === undefined ? undefined : misnamed.get(page);
  const problems = [
    ...(nameProblem === undefined ? [] : [problemOfFile('page-name', file, nameProblem)]),
    ...guideEntries(filesOf(file)).problems.map((message) => problemOfFile('guide-files', file, message)),
    ...parsed.problems,
    ...(page === undefined ? [] : siteProblems(parsed, file)),
    ...expectationProblems(guide),
    ...undeclaredProblems(guide),
  ].sort((a, b) => a.line - b.line);
  return { guide, problems, warnings: problems.length > 0 ? [] : warningsOf(guide) };
}

/** The text of a file; `undefined` if the user has no right to read it. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return undefined;
    throw error;
  }
}

/** A problem of the file as a whole. */
function problemOfFile(code: Problem['code'], file: string, message: string): Problem {
  return { code, file, line: 1, message };
}

/** The path of a file below `content/`; `undefined` if it lies elsewhere. */
function pageOf(file: string): string | undefined {
  const path = relative(contentFolder, resolve(file));
  return path === '..' || path.startsWith('../') || isAbsolute(path) ? undefined : path;
}

/** Adds a problem if a guide has no steps: the caller has probably named the wrong file. */
function withSteps(loaded: LoadedGuide): LoadedGuide {
  const { guide, problems } = loaded;
  if (guide.steps.length > 0 || problems.length > 0) return loaded;
  const message = 'The guide has no step. Write a command in a `console` fence.';
  return { guide, problems: [problemOfFile('no-command', guide.file, message)], warnings: [] };
}

/** Thrown if pages have problems. `consequence`: what was not done, as the end of a sentence. */
export class GuideProblemsError extends CallError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], consequence: string) {
    super(
      'guide-faults',
      `${problems.map(formatProblem).join('\n')}\n${counted(problems.length, 'problem')}; ${consequence}`,
    );
    this.problems = problems;
  }
}

/** The guides, if no guide has a problem. Throws a GuideProblemsError if one has. */
export function requireSound(loaded: readonly LoadedGuide[], consequence = 'no guide was run.'): Guide[] {
  const problems = loaded.flatMap((each) => each.problems);
  if (problems.length > 0) throw new GuideProblemsError(problems, consequence);
  return loaded.map(({ guide }) => guide);
}

/**
 * Problems for expectations that the matcher rejects: they accept every output, or a pattern is not valid.
 */
function expectationProblems(guide: Guide): Problem[] {
  return guide.steps.flatMap((step) =>
    step.commands.flatMap(({ expectation, line }) =>
      problemsOf(expectation).map(({ pageLine, detail }) => ({
        code: 'vacuous' as const,
        file: guide.file,
        line: pageLine || line,
        message: sentence(detail),
      })),
    ),
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`;
}
