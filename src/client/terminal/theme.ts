import type { ITheme } from '@xterm/xterm';
import { element } from '../elements.ts';

const colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

/**
 * The style sheet's colours for terminals, as xterm takes them; `place` is an element on the terminal's
 * ground.
 */
export function terminalTheme(place: HTMLElement): ITheme {
  const { color, backgroundColor } = getComputedStyle(place);
  const palette = colours.flatMap((colour) => [
    [colour, colourOf(place, `sgr-${colour}`)],
    [`bright${colour.charAt(0).toUpperCase()}${colour.slice(1)}`, colourOf(place, `sgr-bright-${colour}`)],
  ]);
  return { foreground: color, background: backgroundColor, cursor: color, ...Object.fromEntries(palette) };
}

function colourOf(place: HTMLElement, look: string): string {
  const sample = element('span', { class: look });
  place.after(sample);
  const { color } = getComputedStyle(sample);
  sample.remove();
  return color;
}
