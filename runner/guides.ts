import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesOf, guideEntries } from '../src/guide/guide-files.ts';
import type { Guide } from '../src/guide/model.ts';
import { parseGuide } from '../src/guide/parse-guide.ts';
import { formatProblem, type Problem } from '../src/guide/problem.ts';
import { CallError } from './errors.ts';
import { problemsOf } from './match/index.ts';

export const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));
export const contentFolder = join(projectFolder, 'content');

export interface LoadedGuide {
  readonly guide: Guide;
  readonly problems: readonly Problem[];
}

/** The guide in a file, which may lie anywhere, with everything that can be said of it without running. */
function loadGuide(file: string): LoadedGuide {
  if (!existsSync(file) || !statSync(file).isFile()) throw new CallError('no-such-guide', `There is no guide ${file}. Name an MDX file.`);
  if (!/\.mdx?$/.test(file)) throw new CallError('no-such-guide', `${file} is not a guide: its name does not end in .mdx or .md.`);
  const { guide, problems } = parseGuide(readFileSync(file, 'utf8'), { file, name: nameOf(file) });
  return { guide, problems: [...problems, ...fileProblems(file), ...expectationProblems(guide)].sort((a, b) => a.line - b.line) };
}

/** The files named, or every guide of `content/` that has steps. */
export function loadGuides(files: readonly string[]): LoadedGuide[] {
  if (files.length > 0) return files.map(loadGuide).map(withSteps);
  return globSync('**/*.mdx', { cwd: contentFolder })
    .sort()
    .map((file) => loadGuide(relative(process.cwd(), join(contentFolder, file)) || file))
    .filter(({ guide, problems }) => guide.steps.length > 0 || problems.length > 0);
}

/** A file that was named and has no step is not what its caller thinks it is. */
function withSteps({ guide, problems }: LoadedGuide): LoadedGuide {
  if (guide.steps.length > 0 || problems.length > 0) return { guide, problems };
  const message = 'The guide has no step. Write a command in a `console` fence.';
  return { guide, problems: [{ code: 'no-command', file: guide.file, line: 1, message }] };
}

/** Throws when a guide has problems: nothing of it is run then. */
export function requireSound(loaded: readonly LoadedGuide[]): Guide[] {
  const problems = loaded.flatMap((each) => each.problems);
  if (problems.length > 0) throw new CallError('guide-faults', `${problems.map(formatProblem).join('\n')}\n${faultCount(problems.length)}`);
  return loaded.map(({ guide }) => guide);
}

function nameOf(file: string): string {
  const inside = relative(contentFolder, resolve(file));
  const name = inside.startsWith('..') ? basename(file) : inside;
  return name.replace(/\.mdx?$/, '').replaceAll('\\', '/');
}

/** What of the files beside the guide no session could have. */
function fileProblems(file: string): Problem[] {
  return guideEntries(filesOf(file)).faults.map((message) => ({ code: 'guide-files', file, line: 1, message }));
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

function faultCount(count: number): string {
  return `${count === 1 ? '1 fault' : `${count} faults`}; no guide was run.`;
}
