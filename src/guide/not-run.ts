import type { CommandNotRun } from './result.ts';
import { listed } from './text/listed.ts';

const namedAtMost = 5;

/**
 * Names the commands that were not run because an earlier one did not pass; `undefined` if there are none.
 * `lines`: whether to add line numbers, which are useless to readers of a page.
 */
export function notRunSentence(
  notRun: readonly CommandNotRun[] = [],
  { lines }: { readonly lines: boolean },
): string | undefined {
  if (notRun.length === 0) return undefined;
  const named = notRun
    .slice(0, namedAtMost)
    .map(({ text, line }) => `\`${firstLine(text)}\`${lines ? ` (line ${line})` : ''}`);
  const more = notRun.length > namedAtMost ? [`${notRun.length - namedAtMost} more`] : [];
  const subject = notRun.length === 1 ? 'this command was' : 'these commands were';
  return `Therefore ${subject} not run: ${listed([...named, ...more])}.`;
}

/** The first line of a command, with `…` if there are more lines. */
function firstLine(text: string): string {
  const [first = '', second] = text.split('\n');
  return second === undefined ? first : `${first} …`;
}
