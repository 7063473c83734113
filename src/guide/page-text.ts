/**
 * The text of a page as everything reads it: each line ends with `\n`, whatever the file's own line ends are (`\r\n`, `\n` or `\r`, the three of CommonMark),
 * and no byte order mark stands before it. Lines keep their numbers.
 */
export function pageText(source: string): string {
  return source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

/** The lines of a file, each with its own line end: joined they are the file. */
export function linesWithEnds(source: string): string[] {
  return source.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}
