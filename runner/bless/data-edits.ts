import type { Bindings } from '../../src/guide/outcome.ts';
import { anything, isObject, type Value } from '../match/data.ts';
import { judgeData } from '../match/judge-data.ts';
import { Ledger } from '../match/ledger.ts';
import { alignLists } from './align-lists.ts';
import { blessText } from './bless-text.ts';
import type { Fill } from './context.ts';

export type Path = readonly (string | number)[];

/** One change of a printed value. Paths count as the page does before any of them. */
export type DataEdit =
  | { readonly op: 'set'; readonly path: Path; readonly value: Value }
  | { readonly op: 'remove'; readonly path: Path }
  /**
   * A new key behind the key `after` (absent: as the first), or a new list entry before the one at the path.
   */
  | { readonly op: 'insert'; readonly path: Path; readonly value: Value; readonly after?: string };

interface Scope {
  readonly literals: ReadonlySet<string>;
  readonly fill: Fill;
  bindings: Bindings;
}

/** The changes that make the page's value what the output's value is, in the page's order. */
export function dataEdits(
  page: Value,
  actual: Value,
  scope: { literals: ReadonlySet<string>; fill: Fill; bindings: Bindings },
): DataEdit[] {
  return edits(page, actual, [], { ...scope });
}

function edits(page: Value, actual: Value, path: Path, scope: Scope): DataEdit[] {
  if (page === anything) return [];
  if (isObject(page) && isObject(actual)) return objectEdits(page, actual, path, scope);
  if (takeIfFits(page, actual, path, scope)) return [];
  if (Array.isArray(page) && Array.isArray(actual)) return listEdits(page, actual, path, scope);
  if (typeof page === 'string' && typeof actual === 'string')
    return [{ op: 'set', path, value: changedText(page, actual, scope) }];
  return [{ op: 'set', path, value: scope.fill === 'elision' ? anything : actual }];
}

function changedText(page: string, actual: string, { bindings, literals, fill }: Scope): string {
  return blessText(page, actual, { ledger: new Ledger(bindings), literals, fill });
}

function objectEdits(
  page: { readonly [key: string]: Value },
  actual: { readonly [key: string]: Value },
  path: Path,
  scope: Scope,
): DataEdit[] {
  const named = Object.keys(page).filter((key) => key !== anything);
  const within = named.flatMap((key): DataEdit[] =>
    Object.hasOwn(actual, key)
      ? edits(page[key]!, actual[key]!, [...path, key], scope)
      : [{ op: 'remove', path: [...path, key] }],
  );
  const further = Object.hasOwn(page, anything)
    ? []
    : Object.keys(actual).filter((key) => !Object.hasOwn(page, key));
  const last = Object.keys(page).at(-1);
  const isLost = named.some((key) => !Object.hasOwn(actual, key));
  if (scope.fill === 'elision') {
    if ((further.length === 0 && !isLost) || Object.hasOwn(page, anything)) return within;
    return [
      ...within,
      {
        op: 'insert',
        path: [...path, anything],
        value: anything,
        ...(last !== undefined && { after: last }),
      },
    ];
  }
  const keys = Object.keys(actual);
  const inserted = further.map((key): DataEdit => {
    const after = keys.slice(0, keys.indexOf(key)).findLast((other) => Object.hasOwn(page, other));
    return { op: 'insert', path: [...path, key], value: actual[key]!, ...(after !== undefined && { after }) };
  });
  return [...within, ...inserted];
}

function listEdits(page: readonly Value[], actual: readonly Value[], path: Path, scope: Scope): DataEdit[] {
  const beside = alignLists({
    page: page.length,
    actual: actual.length,
    isGap: (index) => page[index] === anything,
    ways: (index, entry) => [
      {
        width: 1,
        cost: takeIfFits(page[index]!, actual[entry]!, [...path, index], { ...scope, bindings: {} })
          ? 0
          : isObject(page[index]!)
            ? 0.5
            : 1.5,
      },
    ],
  });
  if (!beside) return [{ op: 'set', path, value: actual }];
  let next = 0;
  return beside.flatMap((one): DataEdit[] => {
    if ('page' in one) next = one.page + 1;
    switch (one.op) {
      case 'gap':
        return [];
      case 'pair':
        return edits(page[one.page]!, actual[one.actual]!, [...path, one.page], scope);
      case 'drop':
        return [
          scope.fill === 'elision'
            ? { op: 'set', path: [...path, one.page], value: anything }
            : { op: 'remove', path: [...path, one.page] },
        ];
      case 'add':
        return [
          {
            op: 'insert',
            path: [...path, next],
            value: scope.fill === 'elision' ? anything : actual[one.actual]!,
          },
        ];
    }
  });
}

/**
 * Asked of the matcher itself, under the key that the value has: a key can say that a number is a version or
 * a time is set.
 */
function takeIfFits(page: Value, actual: Value, path: Path, scope: Scope): boolean {
  const key = path.findLast((part) => typeof part === 'string');
  const direct = typeof path.at(-1) === 'string';
  const wrapped = (value: Value) =>
    JSON.stringify(key === undefined ? [value] : { [key]: direct ? value : [value] }, (_, part: unknown) =>
      typeof part === 'bigint' ? `${part}` : part,
    );
  const { reasons, bindings } = judgeData('json', {
    printed: { lines: [wrapped(page)], line: 0 },
    actual: wrapped(actual),
    bindings: scope.bindings,
    literals: scope.literals,
  });
  if (reasons.length > 0) return false;
  scope.bindings = bindings ?? scope.bindings;
  return true;
}
