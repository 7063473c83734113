import { visible } from '../../src/guide/text/visible.ts';
import { ControlReader, escape } from './control-reader.ts';

/**
 * Keeps text, line feeds, tabs and SGR colours of a terminal's byte stream and drops every other control:
 * cursor movement, titles, hyperlinks, bells (ECMA-48). A carriage return that overwrites a line starts a new
 * one, so that nothing is lost; characters that nobody sees get their names. Works on chunks cut anywhere.
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

/** SGR (ECMA-48, 8.3.117); with a private prefix `m` means other things. */
export function isColour(sequence: string): boolean {
  return /^[\d;:]*m$/.test(sequence);
}
