/** What becomes of each part of a terminal's byte stream (ECMA-48): the text to keep in its place. */
export interface ControlRules {
  /** A stretch that holds no control but tabs and line feeds. */
  text(text: string): string;
  /** Any other control character of one byte. */
  control(char: string): string;
  /** A control sequence, without its `ESC [`: parameters, intermediates, final. */
  csi(sequence: string): string;
  /** Another escape sequence, without its `ESC`: `7`, `(B`. */
  escape(sequence: string): string;
}

/** Takes a terminal's byte stream apart, in chunks cut anywhere. Strings for the terminal (OSC, DCS, APC, PM, SOS) never come out. */
export class ControlReader {
  readonly #rules: ControlRules;
  #state: State = 'text';
  #sequence = '';

  constructor(rules: ControlRules) {
    this.#rules = rules;
  }

  push(chunk: string): string {
    let kept = '';
    let at = 0;
    while (at < chunk.length) {
      const plain = this.#state === 'text' ? plainLength(chunk, at) : 0;
      if (plain > 0) kept += this.#rules.text(chunk.slice(at, at + plain));
      else kept += this.#next(chunk.charAt(at));
      at += plain || 1;
    }
    return kept;
  }

  #next(char: string): string {
    switch (this.#state) {
      case 'text':
        if (char !== escape) return this.#rules.control(char);
        this.#begin('escape');
        return '';
      case 'escape':
      case 'csi':
        return this.#inSequence(char);
      case 'string':
        if (char === bell || char === stringTerminator) this.#state = 'text';
        else if (char === escape) this.#state = 'string-escape';
        return '';
      case 'string-escape':
        this.#state = char === '\\' ? 'text' : 'string';
        return '';
    }
  }

  #begin(state: State): void {
    this.#state = state;
    this.#sequence = '';
  }

  /** A new escape gives up the sequence that it stands in. */
  #inSequence(char: string): string {
    if (char !== escape) return this.#state === 'csi' ? this.#csi(char) : this.#escape(char);
    this.#begin('escape');
    return '';
  }

  #escape(char: string): string {
    if (this.#sequence === '' && char === '[') this.#begin('csi');
    else if (this.#sequence === '' && ']PX^_'.includes(char)) this.#begin('string');
    else if (char >= ' ' && char <= '/') this.#sequence += char;
    else return this.#end(char, (sequence) => this.#rules.escape(sequence));
    return '';
  }

  #csi(char: string): string {
    if (char >= '@' && char <= '~') return this.#end(char, (sequence) => this.#rules.csi(sequence));
    this.#sequence += char;
    return '';
  }

  /** A sequence longer than any real one is dropped. */
  #end(final: string, rule: (sequence: string) => string): string {
    const sequence = this.#sequence + final;
    this.#begin('text');
    return sequence.length < longestSequence ? rule(sequence) : '';
  }
}

type State = 'text' | 'escape' | 'csi' | 'string' | 'string-escape';

export const escape = '\u001b';
const bell = '\u0007';
const stringTerminator = '\u009c';
const longestSequence = 64;

/** Length of the stretch from `at` on that holds no control but tabs and line feeds. */
function plainLength(text: string, at: number): number {
  control.lastIndex = at;
  const found = control.exec(text);
  return (found?.index ?? text.length) - at;
}

const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
