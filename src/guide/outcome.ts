/**
 * What a comparison of one command's output with the page found, as plain data. The matcher makes it; pages,
 * console, JUnit and the other reporters render it. Line numbers are 1-based: `pageLine` in the guide file (0
 * if no line of the page is meant), `actualLine` in the output.
 */

/**
 * `differs`: the output differs from the page. `failed`: the exit status does. `interrupted`: the shell died.
 * `errored`: the runner or the cluster broke.
 */
export type Verdict =
  | 'passed'
  | 'differs'
  | 'failed'
  | 'timed-out'
  | 'cancelled'
  | 'interrupted'
  | 'errored'
  | 'skipped';

/**
 * Why an output does not match the page. `expected` is a text of the page, `actual` a text of the output,
 * unless the reason says otherwise.
 */
export type Reason =
  | ExitReason
  /**
   * The command matched, but fewer times in a row (`actual`) than its option `stable` asks for (`expected`).
   */
  | { readonly code: 'unstable'; readonly expected: string; readonly actual: string }
  | CellReason
  | RowReason
  | ColumnReason
  | LineReason
  | OtherLineReason
  /** A value of JSON or YAML differs. `path` leads to it; it is empty for the whole document. */
  | {
      readonly code: 'value';
      readonly pageLine: number;
      readonly path: string;
      readonly expected: string;
      readonly actual: string;
      readonly why: Why;
    }
  /** The text of one side is not valid in the format of the match mode. `detail`: the parser's message. */
  | {
      readonly code: 'not-parsed';
      readonly pageLine: number;
      readonly side: 'page' | 'output';
      readonly format: 'json' | 'yaml' | 'table';
      readonly detail: string;
    }
  /** The command was not run. `detail` says why. */
  | { readonly code: 'not-run'; readonly detail: string }
  /** The expectation of the page cannot be judged. `detail` says why. */
  | { readonly code: 'invalid'; readonly pageLine: number; readonly detail: string };

/** The exit status differs. `expected` and `actual` are statuses; `expected` may be `nonzero`. */
export interface ExitReason {
  readonly code: 'exit';
  readonly expected: string;
  readonly actual: string;
  /** The shell could not run the program. The expectation `nonzero` does not accept this. */
  readonly neverRan?: NeverRan;
  /** The page prints an output, and the output matched. */
  readonly asPrinted?: true;
}

/** Why a shell could not run a program: exit status 127 or 126. */
export type NeverRan = 'not-found' | 'not-executable';

/** A cell of a table differs. */
export interface CellReason {
  readonly code: 'cell';
  readonly pageLine: number;
  readonly actualLine: number;
  /** The key of the row: the text of its key columns. */
  readonly row: string;
  readonly column: string;
  readonly expected: string;
  readonly actual: string;
  readonly why: Why;
}

/** A row of a table is missing, added or in another place. `row` is its key. */
export type RowReason =
  | {
      readonly code: 'missing-row';
      readonly pageLine: number;
      readonly row: string;
      readonly expected: string;
    }
  | { readonly code: 'extra-row'; readonly actualLine: number; readonly row: string; readonly actual: string }
  /** `actual` says where the output has the row: `line 3`. */
  | {
      readonly code: 'moved-row';
      readonly pageLine: number;
      readonly row: string;
      readonly expected: string;
      readonly actual: string;
    };

/** Only one of the two tables has a column. `expected` and `actual` are the header lines. */
export interface ColumnReason {
  readonly code: 'missing-column' | 'extra-column';
  readonly pageLine: number;
  readonly column: string;
  readonly expected: string;
  readonly actual: string;
}

/** A line differs. */
export interface LineReason {
  readonly code: 'line';
  readonly pageLine: number;
  readonly actualLine: number;
  readonly expected: string;
  readonly actual: string;
  readonly why: Why;
}

/** A line is missing, added, or present although the page says that it is absent. */
export type OtherLineReason =
  | { readonly code: 'missing-line'; readonly pageLine: number; readonly expected: string }
  | {
      readonly code: 'extra-line';
      readonly actualLine: number;
      readonly actual: string;
      readonly pageLine: number;
    }
  | {
      readonly code: 'present-line';
      readonly pageLine: number;
      readonly expected: string;
      readonly actualLine: number;
      readonly actual: string;
    };

/** Why two texts do not match. */
export type Why =
  /** The texts must be equal. */
  | { readonly kind: 'literal' }
  /** The page shows a value of this type, such as an age. The output has none in this place. */
  | { readonly kind: 'type'; readonly type: string; readonly expected: string; readonly actual: string }
  /**
   * The sample value of the page stands for the real value `bound`. The output has another value, `actual`.
   * `since`: the page line where the sample got the real value; 0 if that is unknown.
   */
  | {
      readonly kind: 'binding';
      readonly sample: string;
      readonly bound: string;
      readonly actual: string;
      readonly since: number;
    };

/** A part of a line. `differs`: the other line has another text here. */
export interface LinePart {
  readonly text: string;
  readonly differs: boolean;
}

/** A line of the page and a line of the output, in parts. */
export interface LinePair {
  readonly page: readonly LinePart[];
  readonly actual: readonly LinePart[];
}

/** Pairs of a word of the page and a word of the output that match although they differ, such as two ages. */
export type AcceptedWords = readonly (readonly [page: string, actual: string])[];

/** The page and the output side by side. */
export type Comparison =
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly TableComparisonRow[];
    }
  | { readonly kind: 'lines'; readonly lines: readonly LineComparison[] };

export interface TableComparisonRow {
  /** The cells of the page; absent if only the output has the row. */
  readonly page?: readonly string[];
  /** The cells of the output; absent if only the page has the row. */
  readonly actual?: readonly string[];
  /** One mark for each column. `typed`: the cells differ, but both are values of the same type. */
  readonly marks: readonly ('same' | 'typed' | 'different')[];
  /** If the row has long cells: a pair for each column, cut around the differences. Only pages get it. */
  readonly shown?: readonly LinePair[];
}

export type LineComparison =
  | { readonly op: 'same'; readonly text: string; readonly pageLine: number }
  /** The lines differ, but match: typed values, or an elision in the line of the page. */
  | { readonly op: 'accepted'; readonly page: string; readonly actual: string; readonly pageLine: number }
  | ChangedLine
  | { readonly op: 'missing'; readonly page: string; readonly pageLine: number }
  | { readonly op: 'extra'; readonly actual: string }
  /** A line `...` of the page, which stands for `count` lines of the output. */
  | { readonly op: 'elided'; readonly count: number };

/** A line of the page and the line of the output in its place, which do not match. */
export interface ChangedLine {
  readonly op: 'changed';
  readonly page: string;
  readonly actual: string;
  readonly pageLine: number;
  /** Words that differ in the two lines, but match. */
  readonly accepted?: AcceptedWords;
  /** Both lines, cut around the differences. Only pages get them. */
  readonly shown?: LinePair;
}

/** The real values that the sample values of the page stand for, by `TYPE:sample` or `TYPE:{{name}}`. */
export type Bindings = Readonly<Record<string, Binding>>;

export interface Binding {
  readonly value: string;
  /** The page line where the sample value got this real value. */
  readonly pageLine: number;
}
