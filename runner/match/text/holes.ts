import { isElision } from './normalise.ts';
import { acceptsAll, patternOf } from './pattern.ts';
import { tokenPattern, tokenTypeNames } from './values/token.ts';

/** A fault of an expectation: every output matches it, or the matcher cannot read it. */
export interface Hole {
  /** 1-based line in the guide file; 0 when nothing is printed. */
  readonly pageLine: number;
  /** One sentence: what is wrong and what to do. */
  readonly detail: string;
}

export const noLiterals: ReadonlySet<string> = new Set();

/** The holes of printed lines that may hold samples: unknown types, and lines that accept every output. */
export function sampleHoles(lines: readonly string[], firstLine: number): Hole[] {
  return [...tokenHoles(lines, firstLine), ...vacuousHoles(lines, firstLine)];
}

/** The tokens `{{type}}` whose type does not exist. */
export function tokenHoles(lines: readonly string[], firstLine: number): Hole[] {
  return lines.flatMap((line, index) =>
    (line.includes('{{') ? [...line.matchAll(tokenPattern)] : [])
      .filter((match) => !tokenTypeNames.includes(match[1]!))
      .map((match) => ({
        pageLine: firstLine + index,
        detail: `{{${match[1]}}} is no type; write one of ${tokenTypeNames.join(', ')}`,
      })),
  );
}

function vacuousHoles(lines: readonly string[], firstLine: number): Hole[] {
  const canFail = lines.some(
    (line) => line.trim() !== '' && !isElision(line) && !acceptsAll(patternOf(line, noLiterals)),
  );
  if (canFail) return [];
  return [
    {
      pageLine: firstLine,
      detail: 'this accepts every output: print something that the command must show, or use match=none',
    },
  ];
}
