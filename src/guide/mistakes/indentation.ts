/**
 * The blanks and tabs before the first mark of a line, in words: `no blanks`, `3 blanks`, `a tab`. Marks of
 * quotes (`>`) and of list items count as blanks.
 */
export function indentation(line: string): string {
  const [before = ''] = /^(?:[\s>]|(?:[-*+]|\d+[.)])(?=\s))*/.exec(line) ?? [];
  const tabs = before.split('\t').length - 1;
  const blanks = before.length - tabs;
  const tabText = tabs === 1 ? 'a tab' : `${tabs} tabs`;
  const blankText = blanks === 0 ? 'no blanks' : blanks === 1 ? '1 blank' : `${blanks} blanks`;
  if (tabs === 0) return blankText;
  return blanks === 0 ? tabText : `${tabText} and ${blankText}`;
}
