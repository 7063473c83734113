import { visible } from '../../src/guide/visible.ts';

/**
 * The same data with every text in it as plain text: no colours, no control characters but tabs and line feeds, nothing that XML 1.0
 * cannot hold, what nobody sees by its name. Much of a report is what a cluster said.
 */
export function plainTexts<T>(data: T): T {
  if (typeof data === 'string') return plain(data) as T;
  if (Array.isArray(data)) return data.map(plainTexts) as T;
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, plainTexts(value)])) as T;
}

function plain(text: string): string {
  const printing = text.replace(/\u001b\[[\d;:]*m/g, '').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
  return visible(printing.toWellFormed());
}

/** The same on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

/**
 * Where a command begins: `::` at the start of a line (GitHub, whose runner trims U+0085 as well), and anywhere `##[`, `##vso[` (GitHub, Azure),
 * `##teamcity[`.
 */
const commandStart = /:(?=:)(?<=^[[\s\u0085]--[\n\r]]*:)|#(?=#(?:\[|vso\[|teamcity\[))/gimv;

/**
 * Text for a log that a CI system reads, with the first character of each of its commands replaced. GitLab's `section_start:` is none here: it wants a
 * carriage return and an escape behind it, which no report holds.
 */
export function replaceLogCommands(text: string, replacement: (char: string) => string): string {
  return text.replace(commandStart, replacement);
}

/** Each is taken apart by a blank. */
export function withoutLogCommands(text: string): string {
  return replaceLogCommands(text, (char) => `${char} `);
}

/** JSON that a CI system may read: an escape in place of a command's first character means the same to readers of JSON. */
export function jsonText(data: unknown, indent?: number): string {
  return replaceLogCommands(JSON.stringify(data, null, indent), (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
}
