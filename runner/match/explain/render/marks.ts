import type { LinePart } from '../../../../src/guide/outcome.ts';
import { charWidth } from './display-width.ts';

export type Tone = 'bad' | 'good' | 'dim';

/** Colours a text. `marked`: it is the part of a line that differs, and other parts of the line agree. */
export type Paint = (text: string, tone: Tone, marked?: boolean) => string;

export interface Writing {
  readonly paint: Paint;
  /** Whether a line of `^` marks the words that differ in the line above it. */
  readonly carets: boolean;
}

/** A line of `^` below the parts that differ; empty if nothing differs. */
export function caretLine(indent: string, parts: readonly LinePart[]): string[] {
  if (!parts.some(({ differs }) => differs)) return [];
  const below = parts.map(({ text, differs }) =>
    [...text].map((char) => (char === '\t' ? char : (differs ? '^' : ' ').repeat(charWidth(char)))).join(''),
  );
  return [`${indent}${below.join('')}`.trimEnd()];
}

export function ansiPaint(text: string, tone: Tone, marked = false): string {
  if (text === '') return '';
  const code = { bad: 31, good: 32, dim: 2 }[tone];
  return `${marked ? '\u001b[1m' : ''}\u001b[${code}m${text}\u001b[0m`;
}
