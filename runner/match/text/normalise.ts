import { withoutControlSequences } from '../../../src/guide/text/control-sequences.ts';
import { visible } from '../../../src/guide/text/visible.ts';
import { curlMeter } from './values/curl-meter.ts';

/**
 * The normal form in which outputs and printed lines are compared: the text that a terminal would show,
 * without colours, carriage returns, trailing blanks and final blank lines. Nothing else is removed;
 * invisible characters are replaced by their names.
 */

/**
 * The text without colours and other control sequences of a terminal, and with names for invisible
 * characters.
 */
export function withoutColour(text: string): string {
  return visible(withoutControlSequences(text));
}

/** The whole text as written, without colours, and with plain newlines in place of a terminal's line ends. */
export function plainText(output: string): string {
  return withoutColour(output).replace(/\r+\n/g, '\n');
}

/**
 * The lines of an output as a reader sees them. A final newline ends the last line and starts no further one.
 */
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (const written of withoutColour(text).split('\n')) {
    const shown = withoutTrailingBlanks(overwritten(written));
    const meter = shown.includes(':') ? curlMeter.exec(shown)?.[0] : undefined;
    // curl writes a message into the line of its progress meter, at a different moment in each run.
    // We make two lines of that, so that both are compared by themselves.
    if (meter !== undefined && meter.length < shown.length && !/^[\d.]/.test(shown.slice(meter.length))) {
      lines.push(meter, shown.slice(meter.length).trimStart());
    } else lines.push(shown);
  }
  return withoutFinalBlankLines(lines);
}

/** The printed lines of a page in the same normal form. */
export function printedLines(lines: readonly string[]): string[] {
  return withoutFinalBlankLines(lines.map((line) => withoutTrailingBlanks(overwritten(withoutColour(line)))));
}

/** The line with each run of blanks as one blank. The indentation stays. */
export function collapsed(line: string): string {
  if (!line.includes('  ') && !line.includes('\t')) return line;
  let indent = 0;
  while (line[indent] === ' ' || line[indent] === '\t') indent += 1;
  return line.slice(0, indent) + line.slice(indent).replace(/[ \t]+/g, ' ');
}

/** Whether a line is only `...`, which stands for any number of lines. */
export function isElision(line: string): boolean {
  return line.length < 200 && line.trim() === '...';
}

/** A carriage return goes back to the start of the line, and the text after it overwrites what was there. */
function overwritten(line: string): string {
  if (!line.includes('\r')) return line;
  let shown = '';
  for (const part of line.split('\r'))
    shown = part.length >= shown.length ? part : part + shown.slice(part.length);
  return shown;
}

/** This function is a loop, because a regular expression takes quadratic time on a line of blanks. */
function withoutTrailingBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end -= 1;
  return end === line.length ? line : line.slice(0, end);
}

function withoutFinalBlankLines(lines: string[]): string[] {
  let end = lines.length;
  while (end > 0 && lines[end - 1] === '') end -= 1;
  return lines.slice(0, end);
}
