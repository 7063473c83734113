import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import type { Guide } from '../../src/guide/model.ts';
import { filesOf, guideEntries } from '../../src/guide/page/guide-files.ts';
import { pagePaths } from '../../src/guide/page/page-files.ts';
import { nameFaults, pageName } from '../../src/guide/page/page-name.ts';
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

/** The files named, or every guide of `content/` that has steps. */
export function loadGuides(files: readonly string[]): LoadedGuide[] {
  const pages = existsSync(contentFolder) ? pagePaths(contentFolder) : [];
  const misnamed = nameFaults(pages);
  if (files.length > 0) return files.map((file) => withSteps(loadGuide(file, misnamed)));
  return pages
    .map((page) => loadGuide(relative(process.cwd(), join(contentFolder, page)) || page, misnamed))
    .filter(({ guide, problems }) => guide.steps.length > 0 || problems.length > 0);
}

/**
 * Loads the guide in a file, which may lie anywhere, with all problems that show without running it.
 * `misnamed`: the pages of `content/` whose names the site cannot serve, each with the reason.
 */
function loadGuide(file: string, misnamed: ReadonlyMap<string, string>): LoadedGuide {
  if (!existsSync(file) || !statSync(file).isFile())
    throw new CallError('no-such-guide', `There is no guide ${file}. Name an MDX file.`);
  if (!/\.mdx?$/.test(file))
    throw new CallError('no-such-guide', `${file} is not a guide: its name does not end in .mdx or .md.`);
  const page = pageOf(file);
  const about = { file, name: pageName(page ?? basename(file)) };
  const text = readable(file);
  if (text === undefined)
    return { guide: parseGuide('', about).guide, problems: [unreadable(file)], warnings: [] };
  const parsed = parseGuide(text, about);
  const { guide, problems } = parsed;
  const nameFault = page === undefined ? undefined : misnamed.get(page);
  const faults = [
    ...(nameFault === undefined ? [] : [{ code: 'page-name' as const, file, line: 1, message: nameFault }]),
    ...guideEntries(filesOf(file)).faults.map((message) => ({
      code: 'guide-files' as const,
      file,
      line: 1,
      message,
    })),
  ];
  const ofSite = page === undefined ? [] : siteProblems(parsed, file);
  const all = [
    ...faults,
    ...problems,
    ...ofSite,
    ...expectationProblems(guide),
    ...undeclaredProblems(guide),
  ].sort((a, b) => a.line - b.line);
  return { guide, problems: all, warnings: all.length > 0 ? [] : warningsOf(guide) };
}

/** The text of a file; `undefined` if this user may not read it. */
function readable(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return undefined;
    throw error;
  }
}

function unreadable(file: string): Problem {
  return {
    code: 'unreadable-page',
    file,
    line: 1,
    message: `This user has no right to read the file. Run \`chmod u+r ${file}\`.`,
  };
}

/** The path of a file below `content/`; `undefined` if it lies elsewhere. */
function pageOf(file: string): string | undefined {
  const path = relative(contentFolder, resolve(file));
  return path === '..' || path.startsWith('../') || isAbsolute(path) ? undefined : path;
}

/** A file that was named and has no step is not what its caller thinks it is. */
function withSteps(loaded: LoadedGuide): LoadedGuide {
  const { guide, problems } = loaded;
  if (guide.steps.length > 0 || problems.length > 0) return loaded;
  const message = 'The guide has no step. Write a command in a `console` fence.';
  return { guide, problems: [{ code: 'no-command', file: guide.file, line: 1, message }], warnings: [] };
}

/** Pages have problems. `so` names what was not done because of them. */
export class GuideFaults extends CallError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], so: string) {
    super(
      'guide-faults',
      `${problems.map(formatProblem).join('\n')}\n${counted(problems.length, 'fault')}; ${so}`,
    );
    this.problems = problems;
  }
}

/** Throws when a guide has problems: nothing of it is run then. */
export function requireSound(loaded: readonly LoadedGuide[], consequence = 'no guide was run.'): Guide[] {
  const problems = loaded.flatMap((each) => each.problems);
  if (problems.length > 0) throw new GuideFaults(problems, consequence);
  return loaded.map(({ guide }) => guide);
}

/** What the matcher says about each expectation: holes, patterns that do not compile. */
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
