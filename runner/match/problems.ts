import { RE2JS } from 're2js';
import type { MatchMode, Printed } from '../../src/guide/model.ts';
import { isElision, printedLines } from './normalise.ts';
import { acceptsAll, patternOf } from './pattern.ts';
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
export function problemsOf(expectation: { readonly mode: MatchMode; readonly printed: readonly Printed[] }): readonly Hole[] {
  const { mode, printed } = expectation;
  if (mode === 'none') return [];
  if (printed.length === 0 && mode !== 'docs') return [{ pageLine: 0, detail: `match=${mode} needs printed output to compare with; print it, or use match=none` }];
  return printed.flatMap((one) => holesOf(mode, one));
}

function holesOf(mode: Exclude<MatchMode, 'none'>, printed: Printed): Hole[] {
  const lines = printedLines(printed.lines);
  if (lines.every((line) => line.trim() === '')) return [{ pageLine: printed.line, detail: 'the printed output is empty: print what the command shows, or use match=none' }];
  switch (mode) {
    case 'exact':
      return [];
    case 'regex':
      return regexHoles(lines, printed.line);
    case 'docs':
    case 'contains':
    case 'unordered':
    case 'table':
    case 'lines':
    case 'json':
    case 'yaml':
      return [...tokenHoles(lines, printed.line), ...vacuous(mode, lines, printed.line)];
  }
}

function vacuous(mode: MatchMode, lines: readonly string[], first: number): Hole[] {
  if (mode === 'json' || mode === 'yaml' || mode === 'lines') return [];
  const judged = lines.filter((line) => line.trim() !== '' && !isElision(line));
  if (judged.some((line) => !acceptsAll(patternOf(line, noLiterals)))) return [];
  return [{ pageLine: first, detail: 'this accepts every output: print something that the command must show, or use match=none' }];
}

function tokenHoles(lines: readonly string[], first: number): Hole[] {
  return lines.flatMap((line, index) =>
    [...line.matchAll(tokenPattern)]
      .filter((match) => !tokenTypeNames.includes(match[1]!))
      .map((match) => ({ pageLine: first + index, detail: `{{${match[1]}}} is no type; the types are ${tokenTypeNames.join(', ')}` })),
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
      holes.push({ pageLine: first + index, detail: `this RE2 pattern does not compile: ${error instanceof Error ? error.message : String(error)}` });
    }
  }
  return judging ? holes : [...holes, { pageLine: first, detail: 'these patterns accept every output: write one that can fail, or use match=none' }];
}
