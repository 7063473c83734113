/**
 * Normalises the text of a page, for site and runner alike: each line ending of CommonMark (`\r\n`, `\n`,
 * `\r`) becomes `\n`, and a byte order mark is removed. Lines keep their numbers.
 */
export function pageText(source: string): string {
  return source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

/** Splits a file into lines that keep their line ends; joined, they are the file. */
export function linesWithEnds(source: string): string[] {
  return source.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}
