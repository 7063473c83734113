import { isDeepStrictEqual } from 'node:util';
import { type Allowance, allowanceOfPattern } from '../explain/pattern-allowance.ts';
import type { Question } from '../question.ts';
import { Ledger } from '../text/ledger.ts';
import { printedLines, withoutColour } from '../text/normalise.ts';
import type { Page } from './differences.ts';
import { anything, type DataFormat, isObject, linesOfPaths, parsed, type Value } from './parse-data.ts';
import { type Path, pathText, textPattern } from './path.ts';

/**
 * The part of the page that accepts the first difference between the output of the question and another
 * output.
 */
export function dataAllowance(
  format: DataFormat,
  { printed, actual, literals }: Question,
  other: string,
): Allowance | undefined {
  const text = printedLines(printed.lines).join('\n');
  const [page, before, after] = [text, actual, other].map((each) => parsed(withoutColour(each), format));
  if (!page || !before || !after || 'problem' in page || 'problem' in before || 'problem' in after)
    return undefined;
  if (isDeepStrictEqual(before.documents, after.documents)) return { by: 'notation', pageLine: printed.line };
  const lineOf = linesOfPaths(text);
  const isSingle = [page, before, after].every(({ documents }) => documents.length === 1);
  const rootOf = ({ documents }: { readonly documents: readonly Value[] }) =>
    isSingle ? documents[0]! : documents;
  return allowanceOf(
    { expected: rootOf(page), before: rootOf(before), after: rootOf(after), path: [] },
    { literals, pageLine: (path) => printed.line + (isSingle ? lineOf(path) : 0) },
  );
}

/** The values at one path of the page and of the two outputs. */
interface Values {
  readonly expected: Value;
  readonly before: Value;
  readonly after: Value;
  readonly path: Path;
}

function allowanceOf({ expected, before, after, path }: Values, page: Page): Allowance | undefined {
  if (isDeepStrictEqual(before, after)) return undefined;
  const anyValue: Allowance = { by: 'any value', pageLine: page.pageLine(path), path: pathText(path) };
  if (expected === anything) return anyValue;
  if (Array.isArray(expected)) {
    if (expected.includes(anything)) return anyValue;
    return firstOf(expected.keys(), (index) =>
      allowanceOf(
        {
          expected: (expected as readonly Value[])[index]!,
          before: (before as readonly Value[])[index]!,
          after: (after as readonly Value[])[index]!,
          path: [...path, index],
        },
        page,
      ),
    );
  }
  if (isObject(expected) && isObject(before) && isObject(after)) {
    const named = Object.keys(expected).filter((key) => key !== anything);
    const inside = firstOf(named, (key) =>
      allowanceOf(
        { expected: expected[key]!, before: before[key]!, after: after[key]!, path: [...path, key] },
        page,
      ),
    );
    return inside ?? (Object.hasOwn(expected, anything) ? anyValue : undefined);
  }
  if (typeof expected !== 'string') return undefined;
  return allowanceOfPattern(textPattern(expected, path, page.literals), {
    before: String(before),
    after: String(after),
    pageLine: page.pageLine(path),
    ledger: Ledger.free(),
  });
}

function firstOf<T>(each: Iterable<T>, find: (one: T) => Allowance | undefined): Allowance | undefined {
  for (const one of each) {
    const found = find(one);
    if (found) return found;
  }
  return undefined;
}
