/** The lines that were run, oldest first. The place after the last one is the line that is being typed. */
export class LineHistory {
  #lines: string[] = [];
  #at = 0;
  #draft = '';

  add(line: string): void {
    if (line !== this.#lines.at(-1)) this.#lines.push(line);
    this.#at = this.#lines.length;
    this.#draft = '';
  }

  /** The line before or after the one shown, whose text is `current`; `undefined` if there is none. */
  go(by: -1 | 1, current: string): string | undefined {
    const to = this.#at + by;
    if (to < 0 || to > this.#lines.length) return undefined;
    if (this.#at === this.#lines.length) this.#draft = current;
    this.#at = to;
    return this.#lines[to] ?? this.#draft;
  }
}
