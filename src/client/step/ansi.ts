import { colourParameters, controlSequence, unfinishedSequence } from '../../guide/text/control-sequences.ts';

/** Text in one style. `classes` are for the style sheet, such as `sgr-red sgr-bold`. */
export interface Segment {
  readonly text: string;
  readonly classes: string;
}

const colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
type Colour = (typeof colours)[number] | `bright-${(typeof colours)[number]}`;

interface Style {
  readonly bold?: true;
  readonly dim?: true;
  readonly italic?: true;
  readonly underline?: true;
  readonly inverse?: true;
  readonly colour?: Colour;
  readonly ground?: Colour;
}

/**
 * Splits a stream of text by its colours (SGR: ECMA-48, 8.3.117), and drops other control sequences. A chunk
 * may end inside a sequence.
 */
export class AnsiReader {
  #style: Style = {};
  #rest = '';

  read(chunk: string): Segment[] {
    const text = this.#rest + chunk;
    const cut = unfinishedSequence.exec(text)?.index ?? text.length;
    this.#rest = text.slice(cut);
    const segments: Segment[] = [];
    let from = 0;
    for (const found of text.slice(0, cut).matchAll(controlSequence)) {
      this.#push(segments, text.slice(from, found.index));
      const parameters = colourParameters(found[0]);
      if (parameters !== undefined) this.#style = nextStyle(this.#style, parameters);
      from = found.index + found[0].length;
    }
    this.#push(segments, text.slice(from, cut));
    return segments;
  }

  #push(segments: Segment[], text: string): void {
    if (text === '') return;
    const classes = classesOf(this.#style);
    const last = segments.at(-1);
    if (last?.classes === classes) segments[segments.length - 1] = { text: last.text + text, classes };
    else segments.push({ text, classes });
  }
}

export function outputSegments(output: string): Segment[] {
  return new AnsiReader().read(output);
}

function classesOf({ colour, ground, inverse, bold, dim, italic, underline }: Style): string {
  return [
    colour && `sgr-${colour}`,
    ground && `sgr-on-${ground}`,
    inverse && 'sgr-inverse',
    bold && 'sgr-bold',
    dim && 'sgr-dim',
    italic && 'sgr-italic',
    underline && 'sgr-underline',
  ]
    .filter(Boolean)
    .join(' ');
}

function nextStyle(style: Style, parameters: string): Style {
  let next = style;
  const codes = parameters.split(/[;:]/).map(Number);
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 38 || code === 48) {
      const { colour, length } = extendedColour(codes.slice(at + 1));
      if (colour) next = code === 38 ? { ...next, colour } : { ...next, ground: colour };
      at += length;
    } else next = withCode(next, code);
  }
  return next;
}

function withCode(style: Style, code: number): Style {
  if (code === 0) return {};
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 3) return { ...style, italic: true };
  if (code === 4) return { ...style, underline: true };
  if (code === 7) return { ...style, inverse: true };
  if (code === 22) return without(style, 'bold', 'dim');
  if (code === 23) return without(style, 'italic');
  if (code === 24) return without(style, 'underline');
  if (code === 27) return without(style, 'inverse');
  if (code === 39) return without(style, 'colour');
  if (code === 49) return without(style, 'ground');
  if (code >= 30 && code <= 37) return { ...style, colour: basic(code - 30) };
  if (code >= 40 && code <= 47) return { ...style, ground: basic(code - 40) };
  if (code >= 90 && code <= 97) return { ...style, colour: basic(code - 82) };
  if (code >= 100 && code <= 107) return { ...style, ground: basic(code - 92) };
  return style;
}

function without(style: Style, ...keys: (keyof Style)[]): Style {
  return Object.fromEntries(Object.entries(style).filter(([key]) => !keys.includes(key as keyof Style)));
}

/** Colour 0 to 15 of the palette. */
function basic(index: number): Colour {
  const colour = colours[index % 8] ?? 'white';
  return index < 8 ? colour : `bright-${colour}`;
}

/** Reduces `5;N` and `2;R;G;B` to the sixteen colours, whose contrast is known. `length`: codes read. */
function extendedColour(codes: readonly number[]): { colour?: Colour; length: number } {
  if (codes[0] === 5) return { colour: fromPalette(codes[1] ?? 0), length: 2 };
  if (codes[0] === 2) return { colour: fromRgb(codes[1] ?? 0, codes[2] ?? 0, codes[3] ?? 0), length: 4 };
  return { length: 0 };
}

function fromPalette(index: number): Colour {
  if (index < 16) return basic(index);
  if (index >= 232) return fromRgb(...(Array(3).fill((index - 232) * 10 + 8) as [number, number, number]));
  const cube = index - 16;
  const level = (value: number) => (value === 0 ? 0 : value * 40 + 55);
  return fromRgb(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6));
}

function fromRgb(red: number, green: number, blue: number): Colour {
  const brightest = Math.max(red, green, blue);
  if (brightest < 48) return 'black';
  const on = (value: number) => value > brightest * 0.6;
  return basic((on(red) ? 1 : 0) + (on(green) ? 2 : 0) + (on(blue) ? 4 : 0) + (brightest > 190 ? 8 : 0));
}
