/** Reads JSON lines from chunks of bytes. A chunk may end anywhere, also inside a character. */
export class NdjsonReader {
  #decoder = new TextDecoder();
  #unfinished: string[] = [];

  read(bytes: Uint8Array): unknown[] {
    const parts = this.#decoder.decode(bytes, { stream: true }).split('\n');
    const rest = parts.pop() ?? '';
    const lines = parts.map((part, at) => (at === 0 ? this.#unfinished.splice(0).join('') + part : part));
    if (rest !== '') this.#unfinished.push(rest);
    return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as unknown);
  }
}
