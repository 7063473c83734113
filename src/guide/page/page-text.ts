/**
 * Normalises the text of a page for the site and the runner: each line ending of CommonMark (`\r\n`, `\n`,
 * `\r`) becomes `\n`, and a byte order mark is removed. Line numbers do not change.
 */
export function pageText(source: string): string {
  return source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

/** Splits a file into lines that keep their line ends. If the lines are joined, they give the file again. */
export function linesWithEnds(source: string): string[] {
  return source.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}
