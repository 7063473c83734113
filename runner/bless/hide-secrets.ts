import type { MatchMode } from '../../src/guide/model.ts';
import { secretPlaces } from '../output/secrets/redact.ts';

/** What a page prints in the place of a secret, by mode. Modes that have no such word are absent. */
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
 * Replaces each secret in lines for a page by a type, unless the page prints its line already. A secret of
 * several lines becomes an elision. Returns the same lines if there is nothing to replace, or if the mode has
 * no word for it.
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
    shown += isOneLine
      ? text.slice(at, from) + padded(mode === 'yaml' ? quoted(token, text, from, to) : token, text, from, to)
      : `${text.slice(at, start)}...`;
    at = isOneLine ? to : end;
  }
  return at === 0 ? lines : (shown + text.slice(at)).split('\n');
}

/** Quotes a token where YAML would read its brace as the beginning of a mapping. */
function quoted(token: string, text: string, from: number, to: number): string {
  return /[:-] +$/.test(text.slice(text.lastIndexOf('\n', from - 1) + 1, from)) && (text[to] ?? '\n') === '\n'
    ? `"${token}"`
    : token;
}

/** Keeps the cells after it below their heads. */
function padded(token: string, text: string, from: number, to: number): string {
  return text[to] === ' ' ? token.padEnd(to - from) : token;
}
