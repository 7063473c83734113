import { escape, secondScreenModes } from '../../src/guide/text/control-sequences.ts';
import { visible } from '../../src/guide/text/visible.ts';
import { ControlReader } from './control-reader.ts';
import { isColour } from './sanitise.ts';

/**
 * Sanitises output for a terminal on a page, in chunks cut anywhere. Keeps what draws: text, colours, cursor
 * movement, erasing, and the second screen of editors and pagers. Drops everything else: titles, clipboard,
 * hyperlinks, mouse and focus reports, and every question whose answer the terminal would type.
 */
export class ScreenSanitiser {
  readonly #reader = new ControlReader({
    text: visible,
    control: (char) => (char === '\r' || char === '\b' ? char : ''),
    csi: (sequence) =>
      isColour(sequence) || drawing.test(sequence) || sequence === '4h' || sequence === '4l'
        ? `${escape}[${sequence}`
        : drawingModes(sequence),
    escape: (sequence) => (drawingEscapes.has(sequence) ? escape + sequence : ''),
  });

  push(chunk: string): string {
    return this.#reader.push(chunk);
  }
}

/**
 * Control sequences for moving the cursor, erasing, inserting, scrolling, repeating and saving the cursor.
 * Their numbers are small enough for the page to handle quickly.
 */
const drawing = /^(?:\d{0,4};){0,2}\d{0,4}[@A-MPSTXZ`abdefru]$|^s$/;

/** Escape sequences for saving the cursor, line moves, keypad and character sets. */
const drawingEscapes: ReadonlySet<string> = new Set([
  '7',
  '8',
  'D',
  'E',
  'M',
  '=',
  '>',
  '(0',
  '(B',
  ')0',
  ')B',
]);

/**
 * DEC private modes: cursor keys, origin, wrapping, blinking and visible cursor, second screen, bracketed
 * paste.
 */
const allowedModes: ReadonlySet<string> = new Set([
  '1',
  '6',
  '7',
  '12',
  '25',
  '1048',
  '2004',
  ...secondScreenModes,
]);

function drawingModes(sequence: string): string {
  const [, modes = '', set] = /^\?([\d;]+)([hl])$/.exec(sequence) ?? [];
  const kept = modes.split(';').filter((mode) => allowedModes.has(mode));
  return kept.length > 0 ? `${escape}[?${kept.join(';')}${set}` : '';
}
