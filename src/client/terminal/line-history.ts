/** The lines that were typed, to go back to; the last place is the line being typed. */
export class LineHistory {
  #lines: string[] = [];
  #at = 0;
  #draft = '';

  add(line: string): void {
    if (line !== this.#lines.at(-1)) this.#lines.push(line);
    this.#at = this.#lines.length;
    this.#draft = '';
  }

  /** The line `by` places from the one shown, which reads `current` now; `undefined` where there is none. */
  go(by: -1 | 1, current: string): string | undefined {
    const to = this.#at + by;
    if (to < 0 || to > this.#lines.length) return undefined;
    if (this.#at === this.#lines.length) this.#draft = current;
    this.#at = to;
    return this.#lines[to] ?? this.#draft;
  }
}
