import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const terminal = readFileSync(resolve('src/styles/terminal.css'), 'utf8');
const theme = readFileSync(resolve('src/styles/theme.css'), 'utf8');
/** The background of the terminal in the dark and in the light theme. */
const backgrounds = [...theme.matchAll(/--gr-term: (#[0-9a-f]{6})/g)].map(([, color]) => color!);
const textColours = [
  ...terminal.matchAll(
    /\.sgr-((?:bright-)?(?:black|red|green|yellow|blue|magenta|cyan|white)) \{ color: (#[0-9a-f]{3,6});/g,
  ),
].map(([, name, color]) => [name!, color!] as const);

/** The relative luminance as WCAG 2.2 defines it. */
function luminance(color: string): number {
  const full = color.length === 4 ? color.slice(1).replace(/./g, '$&$&') : color.slice(1);
  const [red = 0, green = 0, blue = 0] = (full.match(/../g) ?? []).map((part) => {
    const share = Number.parseInt(part, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio as WCAG 2.2 defines it. */
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe('the colours that programs set', () => {
  test('are sixteen, on two backgrounds', () => {
    expect(textColours).toHaveLength(16);
    expect(backgrounds).toHaveLength(2);
    expect(contrast('#000', '#fff')).toBeCloseTo(21);
  });

  test.each(textColours)('%s has enough contrast to the terminal’s background', (_, color) => {
    for (const background of backgrounds) expect(contrast(color, background)).toBeGreaterThanOrEqual(4.5);
  });
});
