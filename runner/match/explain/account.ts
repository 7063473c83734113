import type { Ledger } from '../text/ledger.ts';
import type { Pattern } from '../text/pattern.ts';
import type { Item } from '../text/search.ts';
import { spansOf } from '../text/spans.ts';

/** How the matcher reads one line of a matching output. */
export type LineAccount =
  /** A whole printed line. */
  | { readonly as: 'line'; readonly pageLine: number; readonly text: string; readonly pattern: Pattern }
  /** A row of a printed table, cell by cell. */
  | {
      readonly as: 'row';
      readonly pageLine: number;
      readonly columns: readonly string[];
      readonly patterns: readonly Pattern[];
      readonly cells: readonly string[];
    }
  /** A line that a printed regular expression accepts. */
  | { readonly as: 'pattern'; readonly pageLine: number }
  /** One of the lines that a printed line `...` stands for. */
  | { readonly as: 'elided'; readonly pageLine: number }
  /** A line that the mode does not compare: `contains` and `lines` name only some lines. */
  | { readonly as: 'not compared' };

/** How the matcher reads each line of a matching output. The ledger holds what the samples stand for. */
export interface Account {
  readonly lines: readonly LineAccount[];
  readonly ledger: Ledger;
}

/** A search over the lines of an output that succeeds. */
interface LineSearch {
  readonly items: readonly Item[];
  /** Number of output lines. */
  readonly length: number;
  readonly ledger: Ledger;
}

/** The account of a search whose items are printed lines. */
export function accountOfSearch(
  { items, length, ledger }: LineSearch,
  accountFor: {
    readonly part: (item: number, line: number) => LineAccount;
    readonly gap: (item: number) => LineAccount;
  },
): Account {
  const lines = spansOf(items, length, ledger).flatMap(({ from, to }, index) =>
    Array.from({ length: to - from }, (_, at) =>
      items[index]!.gap ? accountFor.gap(index) : accountFor.part(index, from + at),
    ),
  );
  return { lines, ledger };
}
