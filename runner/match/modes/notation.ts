import { pageOf } from '../table/page.ts';

/** How a mode reads printed lines. */
export interface Notation {
  /** Whether printed lines are patterns, in which characters may not stand for themselves. */
  readonly isPattern: boolean;
  /** The printed text that accepts any text, such as a secret. Absent: the mode has none. */
  readonly anyText?: (place: Place) => string;
  /**
   * The number of elisions inside the printed lines. Absent: the mode reads dots and double braces as
   * themselves, or as its own patterns.
   */
  readonly elisionsIn?: (lines: readonly string[], literals: ReadonlySet<string>) => number;
}

/** The text on both sides of a place in a line. */
interface Place {
  readonly before: string;
  readonly after: string;
}

/** Every character stands for itself. */
export const literalNotation: Notation = { isPattern: false };

/** Every line is an RE2 pattern. */
export const patternNotation: Notation = { isPattern: true, anyText: () => '.+' };

/** Lines hold samples, `{{types}}` and elisions. */
export const sampleNotation: Notation = {
  isPattern: false,
  anyText: () => '{{any}}',
  elisionsIn: elisionsInLines,
};

/** Values hold samples, `{{types}}` and `"..."`. */
export const valueNotation: Readonly<Record<'json' | 'yaml', Notation>> = {
  json: { isPattern: false, anyText: () => '{{any}}', elisionsIn: elisionsInValues },
  yaml: { isPattern: false, anyText: anyYamlValue, elisionsIn: elisionsInValues },
};

/** YAML reads an unquoted brace at the start of a value as the start of a mapping. */
function anyYamlValue({ before, after }: Place): string {
  return /[:-] +$/.test(before) && after === '' ? '"{{any}}"' : '{{any}}';
}

function elisionsInValues(lines: readonly string[]): number {
  return lines.flatMap((line) => line.match(/\.{3}/g) ?? []).length;
}

/** Dots that stand for all cells up to the end of a row count once. */
function elisionsInLines(lines: readonly string[], literals: ReadonlySet<string>): number {
  const page = pageOf({ lines, line: 1 }, literals);
  const patterns = page.lines.flatMap((_, index) => {
    if (page.elided[index]) return [];
    if (!page.rowOf[index]) return [page.pattern(index)];
    return page
      .ownCells(index)
      .filter(({ text }, column, cells) => text !== '...' || cells[column - 1]?.text !== '...');
  });
  return patterns.flatMap(({ pieces }) => pieces).filter(({ kind }) => kind === 'elision').length;
}
