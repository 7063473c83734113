import type { LineComparison, Reason } from '../../src/guide/outcome.ts';
import { anything, isObject, linesOfPaths, parsed, type Value } from './data.ts';
import { Ledger } from './ledger.ts';
import { fits } from './match-text.ts';
import { printedLines, withoutColour } from './normalise.ts';
import { cellPatternOf, type Pattern, patternOfValue } from './pattern.ts';
import { search, stepsAtMost } from './search.ts';
import { isSetDuration } from './set-duration.ts';
import type { Answer, Question } from './verdict.ts';
import { whyNot } from './why.ts';

export type Path = readonly (string | number)[];

interface Context {
  readonly literals: ReadonlySet<string>;
  readonly pageLine: (path: Path) => number;
}

const reasonsAtMost = 50;

/**
 * The `json` and `yaml` modes: by value. The order of keys does not matter, that of lists does. `"..."`
 * stands for any value, in a list for any number of entries; the key `"..."` allows further keys. Texts are
 * typed and bound as in `docs`.
 */
export function judgeData(
  format: 'json' | 'yaml',
  { printed, actual, bindings, literals }: Question,
): Answer {
  const text = printedLines(printed.lines).join('\n');
  const page = parsed(text, format);
  const output = parsed(withoutColour(actual).replace(/\r+\n/g, '\n'), format);
  if ('problem' in page)
    return {
      reasons: [{ code: 'not-parsed', pageLine: printed.line, side: 'page', format, detail: page.problem }],
    };
  if ('problem' in output)
    return {
      reasons: [
        { code: 'not-parsed', pageLine: printed.line, side: 'output', format, detail: output.problem },
      ],
    };
  const lineOf = linesOfPaths(text);
  const single = page.documents.length === 1 && output.documents.length === 1;
  const context: Context = { literals, pageLine: (path) => printed.line + (single ? lineOf(path) : 0) };
  const ledger = new Ledger(bindings);
  const reasons = single
    ? differences(page.documents[0]!, output.documents[0]!, [], ledger, context)
    : differences(page.documents, output.documents, [], ledger, context);
  if (reasons.length === 0) return { reasons, bindings: ledger.bindings() };
  return {
    reasons: reasons.slice(0, reasonsAtMost),
    comparison: { kind: 'lines', lines: comparison(reasons) },
  };
}

/** Empty: the output's value is what the page says, and the ledger holds what it bound. */
function differences(page: Value, actual: Value, path: Path, ledger: Ledger, context: Context): Reason[] {
  if (page === anything) return [];
  if (Array.isArray(page) && Array.isArray(actual))
    return listDifferences(page, actual, path, ledger, context);
  if (isObject(page) && isObject(actual)) return objectDifferences(page, actual, path, ledger, context);
  if (typeof page === 'string') {
    const pattern = textPattern(page, path, context.literals);
    const text =
      typeof actual === 'string'
        ? actual
        : isToken(pattern) && typeof actual !== 'object'
          ? String(actual)
          : undefined;
    if (text !== undefined && fits(pattern, text, ledger, context.pageLine(path))) return [];
    return [
      reasonFor(
        page,
        actual,
        path,
        context,
        text === undefined ? { kind: 'literal' } : whyNot(pattern, text, ledger),
      ),
    ];
  }
  return page === actual || (Number.isNaN(page) && Number.isNaN(actual))
    ? []
    : [reasonFor(page, actual, path, context, { kind: 'literal' })];
}

function objectDifferences(
  page: { readonly [key: string]: Value },
  actual: { readonly [key: string]: Value },
  path: Path,
  ledger: Ledger,
  context: Context,
): Reason[] {
  const open = Object.hasOwn(page, anything);
  const named = Object.keys(page).filter((key) => key !== anything);
  const within = named.flatMap((key) =>
    Object.hasOwn(actual, key)
      ? differences(page[key]!, actual[key]!, [...path, key], ledger, context)
      : [reasonFor(page[key], undefined, [...path, key], context, { kind: 'literal' })],
  );
  const further = open ? [] : Object.keys(actual).filter((key) => !Object.hasOwn(page, key));
  return [
    ...within,
    ...further.map((key) => reasonFor(undefined, actual[key], [...path, key], context, { kind: 'literal' })),
  ];
}

function listDifferences(
  page: readonly Value[],
  actual: readonly Value[],
  path: Path,
  ledger: Ledger,
  context: Context,
): Reason[] {
  if (!page.includes(anything)) {
    return Array.from({ length: Math.max(page.length, actual.length) }).flatMap((_, index): Reason[] => {
      const at = [...path, index];
      if (index >= page.length || index >= actual.length)
        return [reasonFor(page[index], actual[index], at, context, { kind: 'literal' })];
      return differences(page[index]!, actual[index]!, at, ledger, context);
    });
  }
  const items = page.map((entry, index) =>
    entry === anything
      ? ({ gap: true } as const)
      : ({
          gap: false,
          width: 1,
          ends: (from: number, book: Ledger) =>
            from < actual.length && entryFits(entry, actual[from]!, [...path, index], book, context)
              ? [from + 1]
              : [],
        } as const),
  );
  if (!search(items, actual.length, ledger, { steps: stepsAtMost }).next().done) return [];
  const missing = page.findIndex(
    (entry, index) =>
      entry !== anything &&
      !actual.some((candidate) => entryFits(entry, candidate, [...path, index], Ledger.free(), context)),
  );
  return [
    reasonFor(
      missing < 0 ? page : page[missing],
      missing < 0 ? actual : undefined,
      missing < 0 ? path : [...path, missing],
      context,
      { kind: 'literal' },
    ),
  ];
}

function entryFits(page: Value, actual: Value, path: Path, ledger: Ledger, context: Context): boolean {
  const mark = ledger.mark();
  if (differences(page, actual, path, ledger, context).length === 0) return true;
  ledger.undo(mark);
  return false;
}

const resourceVersion = /\d+$/y;

/** A text of the page, typed by the key it stands under or by its form. */
export function textPattern(text: string, path: Path, literals: ReadonlySet<string>): Pattern {
  if (path.at(-1) === 'resourceVersion' && /^\d+$/.test(text))
    return patternOfValue({ type: 'resource version', sample: text, accepts: resourceVersion });
  const key = path.findLast((part) => typeof part === 'string') ?? '';
  return cellPatternOf(text, isSetDuration(key, text) ? new Set([text]) : literals);
}

/** `"{{number}}"` is how a page says a number that varies: its quotes are the format's. */
function isToken({ pieces }: Pattern): boolean {
  return pieces.length === 1 && pieces[0]!.kind === 'value' && pieces[0]!.value.sample.startsWith('{{');
}

function reasonFor(
  page: Value | undefined,
  actual: Value | undefined,
  path: Path,
  { pageLine }: Context,
  why: Extract<Reason, { code: 'value' }>['why'],
): Reason {
  return {
    code: 'value',
    pageLine: pageLine(path),
    path: pathText(path),
    expected: valueText(page),
    actual: valueText(actual),
    why,
  };
}

/** `.items[0].name` */
export function pathText(path: Path): string {
  return path
    .map((part) =>
      typeof part === 'number'
        ? `[${part}]`
        : /^[A-Za-z_][\w-]*$/.test(part)
          ? `.${part}`
          : `[${JSON.stringify(part)}]`,
    )
    .join('');
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

/** The values that differ, each with its path. */
function comparison(reasons: readonly Reason[]): LineComparison[] {
  return reasons.flatMap((reason): LineComparison[] =>
    reason.code === 'value'
      ? [
          {
            op: 'changed',
            page: `${reason.path} ${reason.expected}`.trim(),
            actual: `${reason.path} ${reason.actual}`.trim(),
            pageLine: reason.pageLine,
          },
        ]
      : [],
  );
}
