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
 * Text for a log that a CI system reads: what it would take for a command of its own is taken apart by a blank, `::set-output` at the
 * start of a line (GitHub), `##[…]` and `##vso[…]` anywhere (GitHub, Azure), `##teamcity[…]`.
 */
export function withoutLogCommands(text: string): string {
  return text.replace(/^([^\S\n]*):(?=:)/gm, '$1: ').replace(/##(?=\[|vso\[|teamcity\[)/g, '# #');
}
