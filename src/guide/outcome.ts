/**
 * What judging one command's output against the page found, as data. The runner's matcher makes it;
 * page, console and JUnit only render it. Lines are 1-based; `pageLine` counts in the guide file.
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

/** Why an output is not the same thing as the page's. `expected` and `actual` are the texts compared. */
export type Reason =
  /**
   * `neverRan`: the shell could not run the program, which is not the failure that `nonzero` means.
   * `asPrinted`: the page prints an output, and it matched.
   */
  | {
      readonly code: 'exit';
      readonly expected: string;
      readonly actual: string;
      readonly neverRan?: NeverRan;
      readonly asPrinted?: true;
    }
  /** `stable`: it matched, but fewer times in a row than the step asks for. */
  | { readonly code: 'unstable'; readonly expected: string; readonly actual: string }
  | CellReason
  | {
      readonly code: 'missing-row';
      readonly pageLine: number;
      readonly row: string;
      readonly expected: string;
    }
  | { readonly code: 'extra-row'; readonly actualLine: number; readonly row: string; readonly actual: string }
  | {
      readonly code: 'moved-row';
      readonly pageLine: number;
      readonly row: string;
      readonly expected: string;
      readonly actual: string;
    }
  | {
      readonly code: 'missing-column';
      readonly pageLine: number;
      readonly column: string;
      readonly expected: string;
      readonly actual: string;
    }
  | {
      readonly code: 'extra-column';
      readonly pageLine: number;
      readonly column: string;
      readonly expected: string;
      readonly actual: string;
    }
  | LineReason
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
    }
  | {
      readonly code: 'value';
      readonly pageLine: number;
      readonly path: string;
      readonly expected: string;
      readonly actual: string;
      readonly why: Why;
    }
  | {
      readonly code: 'not-parsed';
      readonly pageLine: number;
      readonly side: 'page' | 'output';
      readonly format: 'json' | 'yaml' | 'table';
      readonly detail: string;
    }
  /** The command was not run; `detail` says why. */
  | { readonly code: 'not-run'; readonly detail: string }
  | { readonly code: 'invalid'; readonly pageLine: number; readonly detail: string };

export interface CellReason {
  readonly code: 'cell';
  readonly pageLine: number;
  readonly actualLine: number;
  /** The row's key: the text of its key column(s). */
  readonly row: string;
  readonly column: string;
  readonly expected: string;
  readonly actual: string;
  readonly why: Why;
}

export interface LineReason {
  readonly code: 'line';
  readonly pageLine: number;
  readonly actualLine: number;
  readonly expected: string;
  readonly actual: string;
  readonly why: Why;
}

export type NeverRan = 'not-found' | 'not-executable';

/** Why two texts are not the same kind of thing. */
export type Why =
  | { readonly kind: 'literal' }
  /** The page shows a value of `type`; the output has none there. */
  | { readonly kind: 'type'; readonly type: string; readonly expected: string; readonly actual: string }
  /** The page's sample value stands for `bound` since page line `since`; the output has another. */
  | {
      readonly kind: 'binding';
      readonly sample: string;
      readonly bound: string;
      readonly actual: string;
      readonly since: number;
    };

/** A part of a line. `differs`: the other line has other text here. */
export interface LinePart {
  readonly text: string;
  readonly differs: boolean;
}

export interface LinePair {
  readonly page: readonly LinePart[];
  readonly actual: readonly LinePart[];
}

/** Pairs of a word of the page and a word of the output that mean the same, such as two ages. */
export type AcceptedWords = readonly (readonly [page: string, actual: string])[];

/** Page and output side by side, for people: what a renderer needs and no more. */
export type Comparison =
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly TableComparisonRow[];
    }
  | { readonly kind: 'lines'; readonly lines: readonly LineComparison[] };

export interface TableComparisonRow {
  readonly page?: readonly string[];
  readonly actual?: readonly string[];
  /** One mark a column. */
  readonly marks: readonly ('same' | 'typed' | 'different')[];
  /** For rows with long cells: one pair for each column, cut around the differences. Only pages get it. */
  readonly shown?: readonly LinePair[];
}

export type LineComparison =
  | { readonly op: 'same'; readonly text: string; readonly pageLine: number }
  /** Accepted although not equal: typed values or an elision inside the line. */
  | { readonly op: 'accepted'; readonly page: string; readonly actual: string; readonly pageLine: number }
  | ChangedLine
  | { readonly op: 'missing'; readonly page: string; readonly pageLine: number }
  | { readonly op: 'extra'; readonly actual: string }
  /** A `...` line of the page, standing for `count` lines. */
  | { readonly op: 'elided'; readonly count: number };

export interface ChangedLine {
  readonly op: 'changed';
  readonly page: string;
  readonly actual: string;
  readonly pageLine: number;
  /** Words that differ in the two lines, but mean the same. */
  readonly accepted?: AcceptedWords;
  /** Both lines, cut around the differences. Only pages get them. */
  readonly shown?: LinePair;
}

/** The real value that a sample value of the page stands for. Keys: `TYPE:sample` or `TYPE:{{name}}`. */
export type Bindings = Readonly<Record<string, Binding>>;

export interface Binding {
  readonly value: string;
  /** Page line where it was bound. */
  readonly pageLine: number;
}
