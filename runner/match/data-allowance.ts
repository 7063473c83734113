import { isDeepStrictEqual } from 'node:util';
import { anything, isObject, linesOfPaths, parsed, type Value } from './data.ts';
import { type Path, pathText, textPattern } from './judge-data.ts';
import { Ledger } from './ledger.ts';
import { printedLines, withoutColour } from './normalise.ts';
import { type Allowance, ofPattern } from './pattern-allowance.ts';
import type { Question } from './verdict.ts';

/**
 * Why a JSON or YAML output is accepted beside another one: the page's value at the first path at which they
 * differ.
 */
export function dataAllowance(
  format: 'json' | 'yaml',
  { printed, actual, literals }: Question,
  other: string,
): Allowance | undefined {
  const text = printedLines(printed.lines).join('\n');
  const [page, before, after] = [text, actual, other].map((each) => parsed(withoutColour(each), format));
  if (!page || !before || !after || 'problem' in page || 'problem' in before || 'problem' in after)
    return undefined;
  const lineOf = linesOfPaths(text);
  if (isDeepStrictEqual(before.documents, after.documents)) return { by: 'notation', pageLine: printed.line };
  const single = [page, before, after].every(({ documents }) => documents.length === 1);
  const roots = single
    ? ([page.documents[0]!, before.documents[0]!, after.documents[0]!] as const)
    : ([page.documents, before.documents, after.documents] as const);
  return ofValue(...roots, [], { literals, pageLine: (path) => printed.line + (single ? lineOf(path) : 0) });
}

interface Context {
  readonly literals: ReadonlySet<string>;
  readonly pageLine: (path: Path) => number;
}

function ofValue(
  page: Value,
  before: Value,
  after: Value,
  path: Path,
  context: Context,
): Allowance | undefined {
  if (isDeepStrictEqual(before, after)) return undefined;
  const open: Allowance = { by: 'any value', pageLine: context.pageLine(path), path: pathText(path) };
  if (page === anything) return open;
  if (Array.isArray(page)) {
    if (page.includes(anything)) return open;
    return firstOf(
      page.map(
        (entry, index) => () =>
          ofValue(entry, (before as Value[])[index]!, (after as Value[])[index]!, [...path, index], context),
      ),
    );
  }
  if (isObject(page) && isObject(before) && isObject(after)) {
    const named = Object.keys(page).filter((key) => key !== anything);
    return firstOf([
      ...named.map((key) => () => ofValue(page[key]!, before[key]!, after[key]!, [...path, key], context)),
      () => (Object.hasOwn(page, anything) ? open : undefined),
    ]);
  }
  if (typeof page !== 'string') return undefined;
  return ofPattern(
    textPattern(page, path, context.literals),
    String(before),
    String(after),
    context.pageLine(path),
    Ledger.free(),
  );
}

function firstOf(tries: readonly (() => Allowance | undefined)[]): Allowance | undefined {
  for (const attempt of tries) {
    const found = attempt();
    if (found) return found;
  }
  return undefined;
}
