/**
 * Finds tables in lines: head lines, rows, and the cells of a row.
 *
 * kubectl pads cells to columns (k8s.io/cli-runtime/pkg/printers, three blanks apart), helm adds tabs,
 * istioctl may leave only one blank, and authors pad by hand. So the page and the output are each read by
 * their own columns.
 */

/** The head of a column. `start`: its 0-based place in the head line. */
export interface Head {
  readonly name: string;
  readonly start: number;
}

export interface Table {
  /** The index of the head line. */
  readonly head: number;
  readonly heads: readonly Head[];
  /** The index after the last row. */
  readonly end: number;
}

const word = '(?=[^ ]*[A-Z%#])[A-Z0-9%#_./:-]+(?:\\([A-Za-z%]+\\))?';
const headLine = new RegExp(`^ *${word}(?: +${word})*$`);
const lineCharsAtMost = 2_000;

/**
 * The column heads of a line. Undefined when the line has fewer than two heads, or has words that are no
 * heads.
 */
function headsOf(line: string): Head[] | undefined {
  if (
    line.length > lineCharsAtMost ||
    !(line.includes('  ') || line.includes('\t')) ||
    /[a-z]/.test(line.replace(/\([A-Za-z%]+\)/g, ''))
  )
    return undefined;
  const shown = tabsAsBlanks(line);
  if (!headLine.test(shown)) return undefined;
  const heads = [...shown.matchAll(/\S+(?: \S+)*/g)].map((match) => ({ name: match[0], start: match.index }));
  return heads.length >= 2 ? heads : undefined;
}

/**
 * The tables in lines: each a head line and the rows below it, up to a blank line, another head line or a
 * line that is no row. Lines for which `isElision` is true may be among the rows.
 */
export function tablesIn(lines: readonly string[], isElision: (line: string) => boolean): Table[] {
  const tables: Table[] = [];
  for (let head = 0; head < lines.length; head += 1) {
    const heads = headsOf(lines[head]!);
    if (!heads) continue;
    let end = head + 1;
    while (
      end < lines.length &&
      lines[end] !== '' &&
      !headsOf(lines[end]!) &&
      (isElision(lines[end]!) || cellsOf(lines[end]!, heads))
    )
      end += 1;
    while (end > head + 1 && isElision(lines[end - 1]!)) end -= 1;
    if (end > head + 1) tables.push({ head, heads, end });
    head = end - 1;
  }
  return tables;
}

/**
 * The columns of two tables with the same words in their head lines, cut in the same way: two words one blank
 * apart are two heads if the other table has more blanks there. Undefined when the words are not the same.
 */
export function sameColumns(a: readonly Head[], b: readonly Head[]): { a: Head[]; b: Head[] } | undefined {
  const [wordsOfA, wordsOfB] = [wordsOf(a), wordsOf(b)];
  if (
    wordsOfA.length !== wordsOfB.length ||
    wordsOfA.some(({ name }, index) => name !== wordsOfB[index]!.name)
  )
    return undefined;
  const cuts = wordsOfA.map(({ first }, index) => first || wordsOfB[index]!.first);
  return { a: joined(wordsOfA, cuts), b: joined(wordsOfB, cuts) };
}

/** The cells of a row, one for each head. Undefined when the line cannot be a row of that table. */
export function cellsOf(line: string, heads: readonly Head[]): string[] | undefined {
  const shown = tabsAsBlanks(line);
  const trimmed = shown.trim();
  if (trimmed === '') return undefined;
  const apart = trimmed.split(/ {2,}/);
  if (apart.length === heads.length && startsAtMargin(shown, heads)) return apart;
  const placed = byPosition(shown, heads);
  if (placed) return placed;
  if (apart.at(-1) === '...' && apart.length < heads.length)
    return [...apart, ...Array<string>(heads.length - apart.length).fill('...')];
  const words = trimmed.split(/ +/);
  return words.length === heads.length && startsAtMargin(shown, heads) ? words : undefined;
}

/** Whether the first cell of a line is in the first column. */
function startsAtMargin(line: string, heads: readonly Head[]): boolean {
  return line.length - line.trimStart().length <= heads[0]!.start;
}

function byPosition(line: string, heads: readonly Head[]): string[] | undefined {
  const cells: string[] = [];
  for (const [index, { start }] of heads.entries()) {
    const from = index === 0 ? 0 : start;
    if (from > 0 && from < line.length && line[from - 1] !== ' ') return undefined;
    cells.push(line.slice(from, heads[index + 1]?.start).trim());
  }
  // Two blanks inside a cell mean that the row is padded differently from its heads.
  if (cells.some((cell) => cell.includes('  '))) return undefined;
  const dots = cells.findLastIndex((cell) => cell !== '');
  if (cells[dots] !== '...') return cells;
  const before = cells.findLastIndex((cell, index) => index < dots && cell !== '');
  return cells.map((cell, index) => (index > before ? '...' : cell));
}

/** A tab ends a cell, so it counts as two blanks. */
function tabsAsBlanks(line: string): string {
  return line.includes('\t') ? line.replace(/\t/g, '  ') : line;
}

interface Word extends Head {
  /** Whether the word starts a column. */
  readonly first: boolean;
}

function wordsOf(heads: readonly Head[]): Word[] {
  return heads.flatMap(({ name, start }) =>
    [...name.matchAll(/\S+/g)].map((match) => ({
      name: match[0],
      start: start + match.index,
      first: match.index === 0,
    })),
  );
}

function joined(words: readonly Word[], cuts: readonly boolean[]): Head[] {
  const heads: Head[] = [];
  for (const [index, { name, start }] of words.entries()) {
    const last = heads.at(-1);
    if (cuts[index] || !last) heads.push({ name, start });
    else heads[heads.length - 1] = { name: `${last.name} ${name}`, start: last.start };
  }
  return heads;
}
