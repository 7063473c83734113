/**
 * Keeps text, line feeds, tabs and SGR colours of a terminal's byte stream and drops every other control: cursor
 * movement, titles, hyperlinks, bells (ECMA-48). A carriage return that overwrites a line starts a new one, so
 * that nothing is lost. Works on chunks cut anywhere.
 */
export class Sanitiser {
  #state: State = 'text';
  #sequence = '';
  #sawReturn = false;
  #atLineStart = true;

  push(chunk: string): string {
    let kept = '';
    let at = 0;
    while (at < chunk.length) {
      const plain = this.#state === 'text' && !this.#sawReturn ? plainLength(chunk, at) : 0;
      if (plain > 0) kept += this.#keep(chunk.slice(at, at + plain));
      else kept += this.#next(chunk.charAt(at));
      at += plain || 1;
    }
    return kept;
  }

  #next(char: string): string {
    switch (this.#state) {
      case 'text':
        return this.#text(char);
      case 'escape':
        return this.#escape(char);
      case 'csi':
        return this.#csi(char);
      case 'string':
        if (char === bell || char === stringTerminator) this.#state = 'text';
        else if (char === escape) this.#state = 'string-escape';
        return '';
      case 'string-escape':
        this.#state = char === '\\' ? 'text' : 'string';
        return '';
    }
  }

  #text(char: string): string {
    if (char === '\r') {
      this.#sawReturn = true;
      return '';
    }
    const overwrites = this.#sawReturn && char !== '\n' && !this.#atLineStart;
    if (char === escape) {
      this.#state = 'escape';
      return '';
    }
    this.#sawReturn = false;
    if (isControl(char)) return char === '\n' || char === '\t' ? this.#keep(char) : '';
    return this.#keep(overwrites ? `\n${char}` : char);
  }

  #keep(text: string): string {
    this.#atLineStart = text.endsWith('\n');
    return text;
  }

  #escape(char: string): string {
    this.#sequence = '';
    if (char === '[') this.#state = 'csi';
    else if (']PX^_'.includes(char)) this.#state = 'string';
    else if (char < ' ' || char > '/') this.#state = 'text';
    return '';
  }

  #csi(char: string): string {
    this.#sequence += char;
    if (char < '@' || char > '~') return '';
    this.#state = 'text';
    const { length } = this.#sequence;
    return char === 'm' && length < 64 && /^[\d;:]*m$/.test(this.#sequence) ? `${escape}[${this.#sequence}` : '';
  }
}

type State = 'text' | 'escape' | 'csi' | 'string' | 'string-escape';

const escape = '\u001b';
const bell = '\u0007';
const stringTerminator = '\u009c';

/** Length of the stretch from `at` on that holds no control but tabs and line feeds. */
function plainLength(text: string, at: number): number {
  control.lastIndex = at;
  const found = control.exec(text);
  return (found?.index ?? text.length) - at;
}

const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

function isControl(char: string): boolean {
  return char < ' ' || (char >= '\u007f' && char <= '\u009f');
}
