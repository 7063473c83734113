import { escape } from '../../src/guide/text/control-sequences.ts';
import { visible } from '../../src/guide/text/visible.ts';
import { ControlReader } from './control-reader.ts';

/**
 * Sanitises output for judging and storing, in chunks cut anywhere. Keeps text, line feeds, tabs and colours,
 * and drops every other control (ECMA-48): cursor movement, titles, hyperlinks, bells. A carriage return that
 * overwrites a line starts a new line, so that no text is lost. An invisible character is replaced by its
 * name.
 */
export class Sanitiser {
  readonly #reader = new ControlReader({
    text: (text) => this.#text(text),
    control: (char) => {
      this.#sawReturn = char === '\r';
      return '';
    },
    csi: (sequence) => (isColour(sequence) ? `${escape}[${sequence}` : ''),
    escape: () => '',
  });
  #sawReturn = false;
  #atLineStart = true;

  push(chunk: string): string {
    return this.#reader.push(chunk);
  }

  #text(text: string): string {
    const overwrites = this.#sawReturn && !this.#atLineStart && !text.startsWith('\n');
    this.#sawReturn = false;
    this.#atLineStart = text.endsWith('\n');
    return `${overwrites ? '\n' : ''}${visible(text)}`;
  }
}

/** Whether a control sequence is SGR (ECMA-48, 8.3.117). With a private prefix, `m` has other meanings. */
export function isColour(sequence: string): boolean {
  return /^[\d;:]*m$/.test(sequence);
}
