/** Text of one look. `classes` names it for the style sheet: `sgr-red sgr-bold`. */
export interface Segment {
  readonly text: string;
  readonly classes: string;
}

const colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
type Colour = (typeof colours)[number] | `bright-${(typeof colours)[number]}`;

interface Look {
  readonly bold?: true;
  readonly dim?: true;
  readonly italic?: true;
  readonly underline?: true;
  readonly inverse?: true;
  readonly colour?: Colour;
  readonly ground?: Colour;
}

/** A finished SGR sequence, or another escape sequence, which is dropped. */
const escape = /\x1b(?:\[([0-9;:]*)m|\[[0-?]*[ -/]*[@-~]|[^[])/g;
/** A sequence that the end of a chunk has cut. */
const cutEscape = /\x1b(?:\[[0-?]*[ -/]*)?$/;

/**
 * Reads SGR sequences (ECMA-48, 8.3.117) out of a stream of text; a sequence may be cut between two chunks.
 */
export class AnsiReader {
  #look: Look = {};
  #rest = '';

  read(chunk: string): Segment[] {
    const text = this.#rest + chunk;
    const cut = cutEscape.exec(text)?.index ?? text.length;
    this.#rest = text.slice(cut);
    const segments: Segment[] = [];
    let from = 0;
    for (const found of text.slice(0, cut).matchAll(escape)) {
      this.#push(segments, text.slice(from, found.index));
      if (found[1] !== undefined) this.#look = nextLook(this.#look, found[1]);
      from = found.index + found[0].length;
    }
    this.#push(segments, text.slice(from, cut));
    return segments;
  }

  #push(segments: Segment[], text: string): void {
    if (text === '') return;
    const classes = classesOf(this.#look);
    const last = segments.at(-1);
    if (last?.classes === classes) segments[segments.length - 1] = { text: last.text + text, classes };
    else segments.push({ text, classes });
  }
}

export function outputSegments(output: string): Segment[] {
  return new AnsiReader().read(output);
}

function classesOf({ colour, ground, inverse, bold, dim, italic, underline }: Look): string {
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

function nextLook(look: Look, parameters: string): Look {
  let next = look;
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

function withCode(look: Look, code: number): Look {
  if (code === 0) return {};
  if (code === 1) return { ...look, bold: true };
  if (code === 2) return { ...look, dim: true };
  if (code === 3) return { ...look, italic: true };
  if (code === 4) return { ...look, underline: true };
  if (code === 7) return { ...look, inverse: true };
  if (code === 22) return without(look, 'bold', 'dim');
  if (code === 23) return without(look, 'italic');
  if (code === 24) return without(look, 'underline');
  if (code === 27) return without(look, 'inverse');
  if (code === 39) return without(look, 'colour');
  if (code === 49) return without(look, 'ground');
  if (code >= 30 && code <= 37) return { ...look, colour: basic(code - 30) };
  if (code >= 40 && code <= 47) return { ...look, ground: basic(code - 40) };
  if (code >= 90 && code <= 97) return { ...look, colour: basic(code - 82) };
  if (code >= 100 && code <= 107) return { ...look, ground: basic(code - 92) };
  return look;
}

function without(look: Look, ...keys: (keyof Look)[]): Look {
  return Object.fromEntries(Object.entries(look).filter(([key]) => !keys.includes(key as keyof Look)));
}

/** The palette's colour 0 to 15. */
function basic(index: number): Colour {
  const colour = colours[index % 8] ?? 'white';
  return index < 8 ? colour : `bright-${colour}`;
}

/** `5;N` and `2;R;G;B`, brought down to the sixteen colours whose contrast is known. */
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
