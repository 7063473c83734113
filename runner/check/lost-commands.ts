import { parseBash, walk } from '../../src/guide/command/bash.ts';
import { promptMistake } from '../../src/guide/mistakes/prompts.ts';
import type { Command } from '../../src/guide/model.ts';
import { modeOf } from '../match/index.ts';
import type { Found, Rule } from './rule.ts';

/** Warns about lines that look like commands, but are read as output or as a part of the command above. */
export const lostCommands: Rule = (guide) =>
  guide.steps.flatMap(({ commands }) =>
    commands.flatMap((command) => [...swallowed(command), ...cutShort(command), ...printed(command)]),
  );

/**
 * Lines with a prompt inside an open quote, bracket or here-document. In a here-document, such a line is
 * normal text unless it begins another here-document with the same end.
 */
function swallowed({ text, line }: Command): Found[] {
  const bodies: { readonly pos: number; readonly end: number; readonly delimiter: string }[] = [];
  walk(parseBash(text), (node) => {
    if (node.type === 'HereDoc' && node.body)
      bodies.push({ pos: node.body.pos, end: node.body.end, delimiter: node.delimiter?.value ?? '' });
  });
  return [...text.matchAll(/\n(\$ .*)/g)].flatMap(({ index, 1: found }) => {
    const body = bodies.find(({ pos, end }) => pos <= index + 1 && index < end);
    if (body && !beginsHereDocument(found ?? '', body.delimiter)) return [];
    const own = line + text.slice(0, index).split('\n').length;
    const open = body ? 'its here-document is still open' : 'a quote or bracket is still open';
    const close = body
      ? `Write \`${body.delimiter}\` on a line of its own before this line.`
      : 'Close the quote or bracket before this line.';
    return [
      {
        code: 'lost-command',
        line: own,
        message:
          `\`${found}\` is a part of the command that begins in line ${line}, because ${open}. ` + `${close}`,
      },
    ];
  });
}

function beginsHereDocument(line: string, delimiter: string): boolean {
  return [...line.matchAll(/<<-?\s*(["']?)([^\s"'<>|;&]+)\1/g)].some(([, , end]) => end === delimiter);
}

/** A command that ends too early, because white space follows the backslash at the end of its line. */
function cutShort({ text, line, expectation }: Command): Found[] {
  const isCut = /\\[ \t]+$/.test(text);
  const [printed] = expectation.printed;
  if (!isCut || !printed) return [];
  const own = line + text.split('\n').length - 1;
  const message =
    `White space after the last \`\\\` ends the command in this line, so line ${printed.line} is read as ` +
    'output. Delete the white space.';
  return [{ code: 'lost-command', line: own, message }];
}

/** Printed lines that look like commands with a mistake in their prompt. */
function printed({ line, expectation }: Command): Found[] {
  if (modeOf(expectation.mode)?.notation.isPattern) return [];
  return expectation.printed.flatMap((printed) =>
    printed.lines.flatMap((text, at) => {
      const mistake = promptMistake(text);
      if (mistake === undefined) return [];
      const message =
        `This line is read as output of the command in line ${line}. If it is a command: ` + `${mistake}`;
      return [{ code: 'lost-command', line: printed.line + at, message }];
    }),
  );
}
