/** A number with its noun: `1 guide`, `2 guides`. `plural`: for nouns that do not just add an `s`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
