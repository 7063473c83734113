import { type Reading, readingState } from '../command/bash.ts';
import { placeholderIn } from '../command/placeholder.ts';
import { whyNoPrompt, whyUnfinished } from '../mistakes/prompts.ts';
import type { PageProblem } from '../problem.ts';

/** One command of a fence and the lines printed under it. */
export interface TranscriptEntry {
  readonly text: string;
  /** 1-based line of the `$ ` in the guide file. */
  readonly line: number;
  readonly printed: readonly string[];
  /** 1-based line of the first printed line in the guide file. */
  readonly printedLine: number;
}

const prompt = /^\$ /;

/**
 * Splits the body of a fence into commands and their printed lines. `firstLine`: the line number of the
 * body's first line. `page`: all lines of the file.
 */
export function readTranscript(
  body: string,
  firstLine: number,
  page: readonly string[],
): { readonly entries: readonly TranscriptEntry[]; readonly problems: readonly PageProblem[] } {
  const lines = body.split('\n');
  const entries: TranscriptEntry[] = [];
  const problems: PageProblem[] = [];
  let at = skipBlank(lines, 0);
  if (at === lines.length) {
    problems.push({
      code: 'no-command',
      line: firstLine,
      message: 'The step is empty. Write a command after `$ `.',
    });
  } else if (!prompt.test(lines[at] ?? '')) {
    problems.push({
      code: 'text-before-prompt',
      line: firstLine + at,
      message: whyNoPrompt(lines[at] ?? '', { line: firstLine + at, fence: firstLine - 1, page }),
    });
    while (at < lines.length && !prompt.test(lines[at] ?? '')) at += 1;
  }
  while (at < lines.length) {
    const command = readCommand(lines, at, { firstLine, page });
    if (command.problem) problems.push(command.problem);
    let end = command.end;
    while (end < lines.length && !prompt.test(lines[end] ?? '')) end += 1;
    const printed = trimBlankEnds(lines.slice(command.end, end));
    entries.push({
      text: command.text,
      line: firstLine + at,
      printed: printed.lines,
      printedLine: firstLine + command.end + printed.skipped,
    });
    at = end;
  }
  return { entries, problems };
}

interface CommandRead {
  readonly text: string;
  /** Index of the line after the command. */
  readonly end: number;
  readonly problem?: PageProblem;
}

/** Reads a command: all lines up to the one at which bash would run it. */
function readCommand(
  lines: readonly string[],
  start: number,
  { firstLine, page }: { firstLine: number; page: readonly string[] },
): CommandRead {
  const first = (lines[start] ?? '').replace(prompt, '');
  const line = firstLine + start;
  let text = first;
  for (let end = start + 1; ; end += 1) {
    const reading = readingState(text);
    if (reading.state === 'complete') {
      const problem =
        first.trim() === ''
          ? { code: 'no-command' as const, line, message: 'There is nothing after `$ `. Write a command.' }
          : undefined;
      return { text, end, ...(problem && { problem }) };
    }
    // A `>` at the end of a line is a syntax error, because a file name must follow. If the `>` ends a
    // placeholder, `commandProblems` reports the placeholder instead.
    if (placeholderIn(text) !== undefined) return { text, end };
    if (reading.state === 'too-deep') {
      const message =
        `The command \`${beginningOf(first)}\` is nested too deeply: ${reading.why}. Split it into ` +
        'several commands.';
      return { text, end, problem: { code: 'deep-command', line, message } };
    }
    if (reading.state === 'invalid') {
      const message = `bash cannot read \`${first}\`: ${reading.why}. Correct the command.`;
      return { text, end, problem: { code: 'invalid-command', line, message } };
    }
    if (end >= lines.length)
      return {
        text,
        end,
        problem: { code: 'unfinished-command', line, message: whyUnfinished(text, reading, { line, page }) },
      };
    // We parse a here-document again only after its last line, because parsing after each line would take
    // quadratic time.
    for (
      const ends = hereDocumentEnd(reading);
      ends && end + 1 < lines.length && !ends(lines[end] ?? '');
      end += 1
    )
      text += `\n${lines[end]}`;
    text += `\n${lines[end]}`;
  }
}

/** Tells whether a line ends the open here-document; `undefined` if no here-document is open. */
function hereDocumentEnd(reading: Reading): ((line: string) => boolean) | undefined {
  const open = reading.state === 'unfinished' ? reading.open.hereDocument : undefined;
  return open && ((line) => (open.dropsTabs ? line.replace(/^\t+/, '') : line) === open.end);
}

function beginningOf(line: string): string {
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

function skipBlank(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]?.trim() === '') at += 1;
  return at;
}

/** Removes blank lines around printed output. `skipped`: how many were at the beginning. */
export function trimBlankEnds(lines: readonly string[]): {
  readonly lines: readonly string[];
  readonly skipped: number;
} {
  const start = skipBlank(lines, 0);
  let end = lines.length;
  while (end > start && lines[end - 1]?.trim() === '') end -= 1;
  return { lines: lines.slice(start, end), skipped: start };
}
