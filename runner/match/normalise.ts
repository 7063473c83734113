import { withoutControlSequences } from '../../src/guide/text/control-sequences.ts';
import { visible } from '../../src/guide/text/visible.ts';

/**
 * What of an output counts: the text a terminal would show, without colours, carriage returns, trailing
 * blanks and final blank lines. Nothing else is taken away; what nobody sees is named.
 */

/**
 * curl's progress meter, at the start of a line: three percentages with their byte counts, two speeds, three
 * times, one more speed (curl's tool_progress and lib/progress.c).
 */
const count = '\\d+(?:\\.\\d+)?[kMGTP]?';
const time = '(?:--:--:--|\\d+:\\d\\d:\\d\\d|\\d+d \\d\\dh)';
export const curlMeter = new RegExp(
  `^ *\\d{1,3} +${count} +\\d{1,3} +${count} +\\d{1,3} +${count} +${count} +${count} +${time} +${time} ` +
    `+${time} +${count}`,
);

/**
 * The text without terminal colours and other control sequences, characters that nobody sees by their names.
 */
export function withoutColour(text: string): string {
  return visible(withoutControlSequences(text));
}

/** The lines of an output as a reader sees them. A final newline ends the last line; it starts no other. */
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (const written of withoutColour(text).split('\n')) {
    const shown = withoutTrailingBlanks(overwritten(written));
    const meter = shown.includes(':') ? curlMeter.exec(shown)?.[0] : undefined;
    // curl writes what it has to say behind its unfinished meter; where depends on the moment. Two lines,
    // then.
    if (meter !== undefined && meter.length < shown.length && !/^[\d.]/.test(shown.slice(meter.length))) {
      lines.push(meter, shown.slice(meter.length).trimStart());
    } else lines.push(shown);
  }
  return withoutFinalBlankLines(lines);
}

/** The lines of a page's printed output, in the same normal form. */
export function printedLines(lines: readonly string[]): string[] {
  return withoutFinalBlankLines(lines.map((line) => withoutTrailingBlanks(overwritten(withoutColour(line)))));
}

/** One line with its runs of blanks as one; the indentation stays. */
export function collapsed(line: string): string {
  if (!line.includes('  ') && !line.includes('\t')) return line;
  let indent = 0;
  while (line[indent] === ' ' || line[indent] === '\t') indent += 1;
  return line.slice(0, indent) + line.slice(indent).replace(/[ \t]+/g, ' ');
}

/** A line that is only `...`: stands for any number of lines. */
export function isElision(line: string): boolean {
  return line.length < 200 && line.trim() === '...';
}

/** A carriage return goes back to the start of the line; what follows covers what was there. */
function overwritten(line: string): string {
  if (!line.includes('\r')) return line;
  let shown = '';
  for (const part of line.split('\r'))
    shown = part.length >= shown.length ? part : part + shown.slice(part.length);
  return shown;
}

/** A loop: a regular expression for this is quadratic on a line of blanks. */
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
