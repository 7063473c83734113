import { existsSync } from 'node:fs';
import { formatProblem } from '../../src/guide/problem.ts';
import { messageOf } from '../errors.ts';
import { contentFolder, loadGuides } from '../guides.ts';
import type { RunBook } from './run-book.ts';
import { buildSite } from './site.ts';
import { watchFolder } from './watch-folder.ts';

/**
 * Follows the guides' files while the server runs. It builds the site from them and gives the guides to the sessions: results of changed steps become stale, an
 * added guide can be run, a removed one cannot. If guides have problems, it reports them and changes nothing. Resolves only when `signal` aborts.
 */
export async function followGuides(book: RunBook, { say, signal }: { say: (text: string) => void; signal: AbortSignal }): Promise<void> {
  const update = async () => {
    const why = await takeGuides(book, say).catch((error: unknown) => ` ${messageOf(error)}`);
    if (why !== undefined) say(`The pages stay as they are:${why}\n`);
  };
  await watchFolder(contentFolder, { onChange: update, signal });
}

/** Updates the site and the runner's guides. Returns why they stay as they are; `undefined` if they are up to date. */
async function takeGuides(book: RunBook, say: (text: string) => void): Promise<string | undefined> {
  if (!existsSync(contentFolder)) return ` there is no folder ${contentFolder}. They follow it again when it is back.`;
  const loaded = loadGuides([]);
  const problems = loaded.flatMap((each) => each.problems);
  if (problems.length > 0) return `\n${problems.map(formatProblem).join('\n')}`;
  await buildSite(say);
  book.replaceGuides(loaded.map(({ guide }) => guide));
  return undefined;
}
