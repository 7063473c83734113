import type { Mode } from '../match/index.ts';
import { secretPlaces } from '../output/secrets/redact.ts';

/**
 * Replaces each secret in new printed lines by text that accepts any text, unless the page prints its line
 * already. A secret of several lines becomes an elision. Returns the same lines if there is nothing to
 * replace, or if the mode has no such text.
 */
export function hideSecrets(
  lines: readonly string[],
  { notation }: Mode,
  { before, known }: { before: readonly string[]; known: readonly string[] },
): readonly string[] {
  const text = lines.join('\n');
  const isOnPage = new Set(before);
  let shown = '';
  let at = 0;
  for (const { from, to } of secretPlaces(text, known)) {
    const start = text.lastIndexOf('\n', from - 1) + 1;
    const end = text.indexOf('\n', to) < 0 ? text.length : text.indexOf('\n', to);
    const around = text.slice(start, end).split('\n');
    if (!notation.anyText || around.every((line) => isOnPage.has(line))) continue;
    const isOneLine = around.length === 1;
    const place = { before: text.slice(start, from), after: text.slice(to, end) };
    shown += isOneLine
      ? text.slice(at, from) + padded(notation.anyText(place), to - from, place.after)
      : `${text.slice(at, start)}...`;
    at = isOneLine ? to : end;
  }
  return at === 0 ? lines : (shown + text.slice(at)).split('\n');
}

/** Pads the text to the width of the secret if cells follow it, so that they stay below their heads. */
function padded(text: string, width: number, after: string): string {
  return after.startsWith(' ') ? text.padEnd(width) : text;
}
