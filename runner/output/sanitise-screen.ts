import { visible } from '../../src/guide/text/visible.ts';
import { ControlReader, escape } from './control-reader.ts';
import { isColour } from './sanitise.ts';

/**
 * For a terminal that a person sees: keeps what draws (text, colours, moving and erasing, the second screen
 * of editors and pagers) and drops what reaches beyond the drawing: titles, clipboard, hyperlinks, mouse and
 * focus reports, and every question whose answer the terminal would type back. Works on chunks cut anywhere.
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
 * Moving, erasing, inserting, scrolling, repeating, saving the cursor; no number that would take the page
 * long.
 */
const drawing = /^(?:\d{0,4};){0,2}\d{0,4}[@A-MPSTXZ`abdefru]$|^s$/;

/** Saving the cursor, line moves, keypad, character sets. */
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
const allowedModes: ReadonlySet<string> = new Set('1 6 7 12 25 47 1047 1048 1049 2004'.split(' '));

function drawingModes(sequence: string): string {
  const [, modes = '', set] = /^\?([\d;]+)([hl])$/.exec(sequence) ?? [];
  const kept = modes.split(';').filter((mode) => allowedModes.has(mode));
  return kept.length > 0 ? `${escape}[?${kept.join(';')}${set}` : '';
}
