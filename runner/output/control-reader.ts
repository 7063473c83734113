import { escape } from '../../src/guide/text/control-sequences.ts';

/** The text that replaces each part of a terminal's byte stream (ECMA-48). */
export interface ControlRules {
  /** A text without control characters but tabs and line feeds. */
  text(text: string): string;
  /** Any other control character. */
  control(char: string): string;
  /** A control sequence, without its `ESC [`: parameters, intermediates, final. */
  csi(sequence: string): string;
  /** Another escape sequence, without its `ESC`: `7`, `(B`. */
  escape(sequence: string): string;
}

/**
 * Parses a terminal's byte stream, in chunks cut anywhere, as terminals do
 * (https://vt100.net/emu/dec_ansi_parser): a control character inside a sequence has its effect, and a new
 * sequence aborts the one that it interrupts. Strings for the terminal (OSC, DCS, APC, PM, SOS) are dropped.
 * The one-character controls above 127 (C1) begin no sequence: they come from text in a wrong encoding, of
 * which we drop only the character itself.
 */
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
    if (char === escape) return this.#begin('escape');
    if (char === cancel || char === substitute) return this.#begin('text');
    switch (this.#state) {
      case 'text':
        return this.#rules.control(char);
      case 'escape':
      case 'csi':
        return this.#inSequence(char);
      case 'osc':
        return char === bell || char === stringTerminator ? this.#begin('text') : '';
      case 'string':
        return char === stringTerminator ? this.#begin('text') : '';
    }
  }

  #begin(state: State): '' {
    this.#state = state;
    this.#sequence = '';
    return '';
  }

  #inSequence(char: string): string {
    if (char === '\n' || char === '\t') return this.#rules.text(char);
    if (char < ' ') return this.#rules.control(char);
    if (char <= '~') return this.#state === 'csi' ? this.#csi(char) : this.#escape(char);
    if (char === del) return '';
    // No sequence contains a character beyond ASCII.
    this.#begin('text');
    return char <= lastC1 ? this.#rules.control(char) : this.#rules.text(char);
  }

  #escape(char: string): string {
    if (this.#sequence === '' && char === '[') return this.#begin('csi');
    if (this.#sequence === '' && char === ']') return this.#begin('osc');
    if (this.#sequence === '' && 'PX^_'.includes(char)) return this.#begin('string');
    if (char >= ' ' && char <= '/') return this.#collect(char);
    return this.#end(char, (sequence) => this.#rules.escape(sequence));
  }

  #csi(char: string): string {
    if (char >= '@' && char <= '~') return this.#end(char, (sequence) => this.#rules.csi(sequence));
    return this.#collect(char);
  }

  #collect(char: string): '' {
    if (this.#sequence.length < longestSequence) this.#sequence += char;
    return '';
  }

  /** Drops a sequence that is longer than any real one. */
  #end(final: string, rule: (sequence: string) => string): string {
    const sequence = this.#sequence + final;
    this.#begin('text');
    return sequence.length < longestSequence ? rule(sequence) : '';
  }
}

type State = 'text' | 'escape' | 'csi' | 'osc' | 'string';

const bell = '\u0007';
/** Each of these characters aborts a sequence. */
const cancel = '\u0018';
const substitute = '\u001a';
const del = '\u007f';
const stringTerminator = '\u009c';
const lastC1 = '\u009f';
const longestSequence = 64;

/** Length of the text from `at` on without control characters but tabs and line feeds. */
function plainLength(text: string, at: number): number {
  control.lastIndex = at;
  const found = control.exec(text);
  return (found?.index ?? text.length) - at;
}

const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
