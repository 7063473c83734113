import { parseBash, walk } from '../../src/guide/bash.ts';
import { promptMistake } from '../../src/guide/mistakes/prompts.ts';
import type { Command, Guide } from '../../src/guide/model.ts';
import type { Warning } from '../../src/guide/problem.ts';

/** Lines that look like commands and are read as what a command prints, or as a part of the command above. */
export function lostCommands(guide: Guide): Omit<Warning, 'file'>[] {
  return guide.steps.flatMap(({ commands }) => commands.flatMap((command) => [...swallowed(command), ...printed(command)]));
}

/** A `$ ` within a command is meant as the next command where a quote was left open; in a here-document it is text. */
function swallowed({ text, line }: Command): Omit<Warning, 'file'>[] {
  const bodies: { readonly pos: number; readonly end: number }[] = [];
  walk(parseBash(text), (node) => {
    if (node.type === 'HereDocBody') bodies.push(node);
  });
  return [...text.matchAll(/\n(\$ .*)/g)].flatMap(({ index, 1: found }) => {
    if (bodies.some(({ pos, end }) => pos <= index + 1 && index < end)) return [];
    const own = line + text.slice(0, index).split('\n').length;
    const message = `\`${found}\` is a part of the command that begins in line ${line}, because a quote or bracket is still open. Close it before this line.`;
    return [{ code: 'lost-command' as const, line: own, message }];
  });
}

function printed({ line, expectation }: Command): Omit<Warning, 'file'>[] {
  if (expectation.mode === 'regex') return [];
  return expectation.printed.flatMap((printed) =>
    printed.lines.flatMap((text, at) => {
      const mistake = promptMistake(text);
      if (mistake === undefined) return [];
      const message = `This line is read as output of the command in line ${line}. If it is a command: ${mistake}`;
      return [{ code: 'lost-command' as const, line: printed.line + at, message }];
    }),
  );
}
