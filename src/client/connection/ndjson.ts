/** Takes JSON lines out of a stream of bytes that is cut anywhere, also inside a character. */
export class NdjsonReader {
  #decoder = new TextDecoder();
  #open: string[] = [];

  read(bytes: Uint8Array): unknown[] {
    const parts = this.#decoder.decode(bytes, { stream: true }).split('\n');
    const rest = parts.pop() ?? '';
    const lines = parts.map((part, at) => (at === 0 ? this.#open.splice(0).join('') + part : part));
    if (rest !== '') this.#open.push(rest);
    return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as unknown);
  }
}
