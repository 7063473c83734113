import { existsSync } from 'node:fs';
import { formatProblem } from '../../src/guide/problem.ts';
import { messageOf } from '../errors.ts';
import { contentFolder, loadGuides } from '../guides.ts';
import type { RunBook } from './run-book.ts';
import { buildSite } from './site.ts';
import { watchFolder } from './watch-folder.ts';

/**
 * Follows the guides' files while the server runs, from what they are now: a sound change is built and given to the sessions, whose results then show as
 * stale where their text is another one; a guide that was added can be run, and one that was removed cannot. Guides with problems change nothing; they are
 * told. Settles when `signal` aborts; nothing else ends it.
 */
export async function followGuides(book: RunBook, { say, signal }: { say: (text: string) => void; signal: AbortSignal }): Promise<void> {
  const update = async () => {
    const why = await takeGuides(book, say).catch((error: unknown) => ` ${messageOf(error)}`);
    if (why !== undefined) say(`The pages stay as they are:${why}\n`);
  };
  await watchFolder(contentFolder, { onChange: update, signal });
}

/** Why the pages and the runner's guides stay as they are; `undefined` where both are those of the files now. */
async function takeGuides(book: RunBook, say: (text: string) => void): Promise<string | undefined> {
  if (!existsSync(contentFolder)) return ` there is no folder ${contentFolder}. They follow it again when it is back.`;
  const loaded = loadGuides([]);
  const problems = loaded.flatMap((each) => each.problems);
  if (problems.length > 0) return `\n${problems.map(formatProblem).join('\n')}`;
  await buildSite(say);
  book.replaceGuides(loaded.map(({ guide }) => guide));
  return undefined;
}
