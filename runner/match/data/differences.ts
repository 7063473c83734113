import type { Reason, Why } from '../../../src/guide/outcome.ts';
import { Ledger } from '../text/ledger.ts';
import { fits } from '../text/match-text.ts';
import type { Pattern } from '../text/pattern.ts';
import { type Item, search, stepsAtMost } from '../text/search.ts';
import { whyNot } from '../text/why.ts';
import { anything, isObject, type Value } from './parse-data.ts';
import { type Path, pathText, textPattern } from './path.ts';

export interface Page {
  readonly literals: ReadonlySet<string>;
  /** 1-based line in the guide file of the value at a path. */
  readonly pageLine: (path: Path) => number;
}

/**
 * A value of the page beside a value of the output at the same path. Undefined: that side has no value there.
 */
interface Pair<T = Value> {
  readonly page: T;
  readonly actual: T;
  readonly path: Path;
}

/** Compares the values of a page with those of an output. The ledger holds what the samples stand for. */
export class DataComparison {
  readonly #page: Page;
  readonly #ledger: Ledger;

  constructor(page: Page, ledger: Ledger) {
    this.#page = page;
    this.#ledger = ledger;
  }

  /** The differences between a page value and an output value; empty if the page accepts the output. */
  differences({ page, actual, path }: Pair): Reason[] {
    if (page === anything) return [];
    if (Array.isArray(page) && Array.isArray(actual)) return this.#inLists({ page, actual, path });
    if (isObject(page) && isObject(actual)) return this.#inObjects({ page, actual, path });
    if (typeof page === 'string') return this.#inText(page, actual, path);
    return page === actual || (Number.isNaN(page) && Number.isNaN(actual))
      ? []
      : [this.#reason({ page, actual, path })];
  }

  #inText(page: string, actual: Value, path: Path): Reason[] {
    const pattern = textPattern(page, path, this.#page.literals);
    const isText = typeof actual === 'string' || (isToken(pattern) && typeof actual !== 'object');
    if (!isText) return [this.#reason({ page, actual, path })];
    const text = String(actual);
    return fits(pattern, text, this.#ledger, this.#page.pageLine(path))
      ? []
      : [this.#reason({ page, actual, path }, whyNot(pattern, text, this.#ledger))];
  }

  #inObjects({ page, actual, path }: Pair<{ readonly [key: string]: Value }>): Reason[] {
    const allowsFurther = Object.hasOwn(page, anything);
    const named = Object.keys(page).filter((key) => key !== anything);
    const within = named.flatMap((key) => {
      const at = [...path, key];
      return Object.hasOwn(actual, key)
        ? this.differences({ page: page[key]!, actual: actual[key]!, path: at })
        : [this.#reason({ page: page[key], actual: undefined, path: at })];
    });
    const further = allowsFurther ? [] : Object.keys(actual).filter((key) => !Object.hasOwn(page, key));
    return [
      ...within,
      ...further.map((key) => this.#reason({ page: undefined, actual: actual[key], path: [...path, key] })),
    ];
  }

  #inLists({ page, actual, path }: Pair<readonly Value[]>): Reason[] {
    if (page.includes(anything)) return this.#inOpenLists({ page, actual, path });
    return Array.from({ length: Math.max(page.length, actual.length) }).flatMap((_, index): Reason[] => {
      const at = [...path, index];
      if (index >= page.length || index >= actual.length)
        return [this.#reason({ page: page[index], actual: actual[index], path: at })];
      return this.differences({ page: page[index]!, actual: actual[index]!, path: at });
    });
  }

  /** `"..."` in the page's list stands for any number of entries. */
  #inOpenLists({ page, actual, path }: Pair<readonly Value[]>): Reason[] {
    const items = page.map((entry, index): Item => {
      if (entry === anything) return { gap: true };
      const at = [...path, index];
      return {
        gap: false,
        width: 1,
        ends: (from, ledger) =>
          from < actual.length && this.#fits({ page: entry, actual: actual[from]!, path: at }, ledger)
            ? [from + 1]
            : [],
      };
    });
    if (!search(items, actual.length, this.#ledger, { steps: stepsAtMost }).next().done) return [];
    const missing = page.findIndex(
      (entry, index) =>
        entry !== anything &&
        !actual.some((candidate) =>
          this.#fits({ page: entry, actual: candidate, path: [...path, index] }, Ledger.free()),
        ),
    );
    return missing < 0
      ? [this.#reason({ page, actual, path })]
      : [this.#reason({ page: page[missing], actual: undefined, path: [...path, missing] })];
  }

  #fits(pair: Pair, ledger: Ledger): boolean {
    const mark = ledger.mark();
    if (new DataComparison(this.#page, ledger).differences(pair).length === 0) return true;
    ledger.undo(mark);
    return false;
  }

  #reason({ page, actual, path }: Pair<Value | undefined>, why: Why = { kind: 'literal' }): Reason {
    return {
      code: 'value',
      pageLine: this.#page.pageLine(path),
      path: pathText(path),
      expected: valueText(page),
      actual: valueText(actual),
      why,
    };
  }
}

/** `"{{number}}"`: the page accepts any number there, with or without quotes. */
function isToken({ pieces }: Pattern): boolean {
  return pieces.length === 1 && pieces[0]!.kind === 'value' && pieces[0]!.value.sample.startsWith('{{');
}

const charsAtMost = 2_000;

function valueText(value: Value | undefined): string {
  if (value === undefined) return '';
  try {
    return (
      JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}` : part)) ?? ''
    ).slice(0, charsAtMost);
  } catch {
    return 'a value too deep to show';
  }
}
