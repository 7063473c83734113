import { watch } from 'node:fs';
import { formatProblem } from '../../src/guide/problem.ts';
import { messageOf } from '../errors.ts';
import { contentFolder, loadGuides } from '../guides.ts';
import type { RunBook } from './run-book.ts';
import { buildSite } from './site.ts';

/** Editors write a file in several strokes: changes so close together are one. */
const togetherMs = 150;

/**
 * Follows the guides' files while the server runs: a sound change is built and given to the sessions, whose results then
 * show as stale where their text is another one. A guide with problems changes nothing; they are told.
 */
export function followGuides(book: RunBook, { say, signal }: { say: (text: string) => void; signal: AbortSignal }): void {
  let timer: NodeJS.Timeout | undefined;
  let working = Promise.resolve();
  const update = async () => {
    try {
      const loaded = loadGuides([]);
      const problems = loaded.flatMap((each) => each.problems);
      if (problems.length > 0) return say(`The pages stay as they are:\n${problems.map(formatProblem).join('\n')}\n`);
      await buildSite(say);
      book.replaceGuides(loaded.map(({ guide }) => guide));
    } catch (error) {
      say(`The pages stay as they are: ${messageOf(error)}\n`);
    }
  };
  const watcher = watch(contentFolder, { recursive: true, persistent: false }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      working = working.then(update);
    }, togetherMs);
  });
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    watcher.close();
  });
}
