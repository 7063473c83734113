import type { MatchMode } from '../../src/guide/model.ts';
import { secretPlaces } from '../engine/redact.ts';

/** What stands for a secret in a printed output; a mode that has nothing for it is left out. */
const anyText: Readonly<Partial<Record<MatchMode, string>>> = {
  docs: '{{any}}',
  contains: '{{any}}',
  lines: '{{any}}',
  unordered: '{{any}}',
  table: '{{any}}',
  json: '{{any}}',
  yaml: '{{any}}',
  regex: '.+',
};

/**
 * Lines that are to be printed on a page, with a type in the place of each secret that the page does not print already. Lines that a secret
 * goes over become an elision. The very same lines where there is none, or the mode has no words for it.
 */
export function hideSecrets(
  lines: readonly string[],
  mode: MatchMode,
  { before, known }: { before: readonly string[]; known: readonly string[] },
): readonly string[] {
  const token = anyText[mode];
  const text = lines.join('\n');
  const isOnPage = new Set(before);
  let shown = '';
  let at = 0;
  for (const { from, to } of secretPlaces(text, known)) {
    const start = text.lastIndexOf('\n', from - 1) + 1;
    const end = text.indexOf('\n', to) < 0 ? text.length : text.indexOf('\n', to);
    const around = text.slice(start, end).split('\n');
    if (token === undefined || around.every((line) => isOnPage.has(line))) continue;
    const isOneLine = around.length === 1;
    shown += isOneLine ? text.slice(at, from) + padded(token, text, from, to) : `${text.slice(at, start)}...`;
    at = isOneLine ? to : end;
  }
  return at === 0 ? lines : (shown + text.slice(at)).split('\n');
}

/** Cells of a table stay below their heads. */
function padded(token: string, text: string, from: number, to: number): string {
  return text[to] === ' ' ? token.padEnd(to - from) : token;
}
