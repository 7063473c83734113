import { RE2JS } from 're2js';
import type { MatchMode, Printed } from '../../src/guide/model.ts';
import { acceptsAnyValue, parsed } from './data.ts';
import { demandsOf } from './lines.ts';
import { isElision, printedLines } from './normalise.ts';
import { acceptsAll, patternOf } from './pattern.ts';
import { tablesIn } from './table.ts';
import { tokenPattern, tokenTypeNames } from './token.ts';

/** A hole in an expectation: it cannot fail, or cannot be read. */
export interface Hole {
  /** 1-based line in the guide file; 0 when nothing is printed. */
  readonly pageLine: number;
  /** One sentence: what is wrong and what to do. */
  readonly detail: string;
}

const noLiterals: ReadonlySet<string> = new Set();

/** All that can be said against an expectation without running its command. */
export function problemsOf(expectation: {
  readonly mode: MatchMode;
  readonly printed: readonly Printed[];
}): readonly Hole[] {
  const { mode, printed } = expectation;
  if (mode === 'none') return [];
  if (printed.length === 0 && mode !== 'docs')
    return [
      {
        pageLine: 0,
        detail: `\`match=${mode}\` needs printed output to compare with; print it, or use match=none`,
      },
    ];
  return printed.flatMap((one) => holesOf(mode, one));
}

function holesOf(mode: Exclude<MatchMode, 'none'>, printed: Printed): Hole[] {
  const lines = printedLines(printed.lines);
  if (lines.every((line) => line.trim() === ''))
    return [
      {
        pageLine: printed.line,
        detail: 'the printed output is empty: print what the command shows, or use match=none',
      },
    ];
  switch (mode) {
    case 'exact':
      return [];
    case 'regex':
      return regexHoles(lines, printed.line);
    case 'json':
    case 'yaml':
      return [...tokenHoles(lines, printed.line), ...dataHoles(mode, lines, printed.line)];
    case 'lines':
      return [...tokenHoles(lines, printed.line), ...demandHoles(lines, printed.line)];
    case 'table':
      return [...tokenHoles(lines, printed.line), ...tableHoles(lines, printed.line)];
    case 'docs':
    case 'contains':
    case 'unordered':
      return [...tokenHoles(lines, printed.line), ...vacuous(lines, printed.line)];
  }
}

function vacuous(lines: readonly string[], first: number): Hole[] {
  if (
    lines.some((line) => line.trim() !== '' && !isElision(line) && !acceptsAll(patternOf(line, noLiterals)))
  )
    return [];
  return [
    {
      pageLine: first,
      detail: 'this accepts every output: print something that the command must show, or use match=none',
    },
  ];
}

function demandHoles(lines: readonly string[], first: number): Hole[] {
  const { demands, strange } = demandsOf(lines, first);
  return [
    ...strange.map((pageLine) => ({
      pageLine,
      detail:
        '`match=lines` wants lines that start with "+ " (present) or "- " (absent); write one of the ' +
        'two before the text',
    })),
    ...demands
      .filter(({ text }) => acceptsAll(patternOf(text, noLiterals)))
      .map(({ pageLine }) => ({
        pageLine,
        detail: 'this is about every line: write the text that is present or absent',
      })),
  ];
}

function tableHoles(lines: readonly string[], first: number): Hole[] {
  const tables = tablesIn(lines, isElision);
  if (tables.length === 0)
    return [
      {
        pageLine: first,
        detail:
          '`match=table` needs a line of at least two capital heads, two blanks apart, and a row under ' +
          'it; print them, or drop the option',
      },
    ];
  const inTable = new Set(
    tables
      .slice(0, 1)
      .flatMap(({ head, end }) => Array.from({ length: end - head }, (_, index) => head + index)),
  );
  const strange = lines.findIndex(
    (line, index) => line.trim() !== '' && !isElision(line) && !inTable.has(index),
  );
  return strange < 0
    ? []
    : [
        {
          pageLine: first + strange,
          detail:
            '`match=table` compares one table, and this line is no part of it; delete the line, or ' +
            'drop the option',
        },
      ];
}

function dataHoles(format: 'json' | 'yaml', lines: readonly string[], first: number): Hole[] {
  const elided = lines.findIndex(isElision);
  if (elided >= 0)
    return [
      {
        pageLine: first + elided,
        detail:
          `a line of dots is no ${format.toUpperCase()}: write "..." as a value, a list entry, or "...": ` +
          '"..." for further keys',
      },
    ];
  const data = parsed(lines.join('\n'), format);
  if ('problem' in data)
    return [
      {
        pageLine: first + (data.line ?? 1) - 1,
        detail:
          `the printed output is no ${format.toUpperCase()}: ${data.problem}. Correct it, or choose ` +
          'another `match`',
      },
    ];
  return data.documents.every(acceptsAnyValue)
    ? [{ pageLine: first, detail: 'this accepts every value: print something that the output must hold' }]
    : [];
}

function tokenHoles(lines: readonly string[], first: number): Hole[] {
  return lines.flatMap((line, index) =>
    (line.includes('{{') ? [...line.matchAll(tokenPattern)] : [])
      .filter((match) => !tokenTypeNames.includes(match[1]!))
      .map((match) => ({
        pageLine: first + index,
        detail: `{{${match[1]}}} is no type; write one of ${tokenTypeNames.join(', ')}`,
      })),
  );
}

/** Lines that no pattern means to accept together. */
const probes = ['x', 'Error: 7 != 8', '{"a": [1, "b"]}', '\t-~§', '0'];

function regexHoles(lines: readonly string[], first: number): Hole[] {
  const holes: Hole[] = [];
  let judging = false;
  for (const [index, line] of lines.entries()) {
    if (line === '' || isElision(line)) continue;
    try {
      const pattern = RE2JS.compile(line);
      if (!probes.every((probe) => pattern.matches(probe))) judging = true;
    } catch (error) {
      judging = true;
      holes.push({
        pageLine: first + index,
        detail:
          `this RE2 pattern does not compile: ${whyNoPattern(error)}. Correct it; a mark that stands for ` +
          'itself has `\\` before it',
      });
    }
  }
  return judging
    ? holes
    : [
        ...holes,
        {
          pageLine: first,
          detail: 'these patterns accept every output: write one that can fail, or use match=none',
        },
      ];
}

function whyNoPattern(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/^error parsing regexp: /, '');
}
