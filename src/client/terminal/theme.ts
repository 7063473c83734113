import type { ITheme } from '@xterm/xterm';
import { element } from '../elements.ts';

const colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

/**
 * Reads the terminal colours of the style sheet for xterm.js. `place` is an element with the background of
 * the terminal.
 */
export function terminalTheme(place: HTMLElement): ITheme {
  const { color, backgroundColor } = getComputedStyle(place);
  const palette = colours.flatMap((colour) => [
    [colour, colourOf(place, `sgr-${colour}`)],
    [`bright${colour.charAt(0).toUpperCase()}${colour.slice(1)}`, colourOf(place, `sgr-bright-${colour}`)],
  ]);
  return { foreground: color, background: backgroundColor, cursor: color, ...Object.fromEntries(palette) };
}

/** The colour that the style sheet gives to an element of this class. */
function colourOf(place: HTMLElement, look: string): string {
  const sample = element('span', { class: look });
  place.after(sample);
  const { color } = getComputedStyle(sample);
  sample.remove();
  return color;
}
