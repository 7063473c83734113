import { withoutColours } from '../../src/guide/text/control-sequences.ts';
import { visible } from '../../src/guide/text/visible.ts';

/**
 * The same data with every text in it as plain text: no colours, no control characters but tabs and line
 * feeds, no characters that XML 1.0 does not allow, and names for invisible characters. Reports contain texts
 * from the cluster, which may have any of these.
 */
export function plainTexts<T>(data: T): T {
  if (typeof data === 'string') return plain(data) as T;
  if (Array.isArray(data)) return data.map(plainTexts) as T;
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, plainTexts(value)])) as T;
}

function plain(text: string): string {
  const printing = withoutColours(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
  return visible(printing.toWellFormed());
}

/** The same text on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

/**
 * The beginning of a CI command: `::` at the start of a line (GitHub, whose runner trims U+0085 as well), and
 * anywhere `##[`, `##vso[` (GitHub, Azure), `##teamcity[`.
 */
const commandStart = /:(?=:)(?<=^[[\s\u0085]--[\n\r]]*:)|#(?=#(?:\[|vso\[|teamcity\[))/gimv;

/**
 * Replaces the first character of each CI command in a text for a log. GitLab's `section_start:` needs no
 * replacement: it works only with a carriage return and an escape character after it, and no report has
 * these.
 */
export function replaceLogCommands(text: string, replacement: (char: string) => string): string {
  return text.replace(commandStart, replacement);
}

/** Breaks up each CI command with a blank. */
export function withoutLogCommands(text: string): string {
  return replaceLogCommands(text, (char) => `${char} `);
}

/**
 * Writes data as JSON without CI commands: escapes replace their first characters and mean the same to JSON
 * readers.
 */
export function jsonText(data: unknown, indent?: number): string {
  return replaceLogCommands(
    JSON.stringify(data, null, indent),
    (char) => `\\u00${char.charCodeAt(0).toString(16)}`,
  );
}
