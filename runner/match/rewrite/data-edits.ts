import type { Bindings } from '../../../src/guide/outcome.ts';
import { judgeData } from '../data/judge-data.ts';
import { anything, isObject, type Value } from '../data/parse-data.ts';
import type { Path } from '../data/path.ts';
import { Ledger } from '../text/ledger.ts';
import { alignLists } from './align-lists.ts';
import type { Fill } from './candidates.ts';
import { rewriteText } from './rewrite-text.ts';

/** One change of a printed value. Its path is that of the page before all edits. */
export type DataEdit =
  | { readonly op: 'set'; readonly path: Path; readonly value: Value }
  | { readonly op: 'remove'; readonly path: Path }
  /**
   * A new key after the key `after` (absent: as the first one), or a new list entry before the one at the
   * path.
   */
  | { readonly op: 'insert'; readonly path: Path; readonly value: Value; readonly after?: string };

interface Scope {
  readonly literals: ReadonlySet<string>;
  readonly fill: Fill;
  bindings: Bindings;
}

/** The edits that make the page's value match the output's value, in the page's order. */
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
  return rewriteText(page, actual, { ledger: new Ledger(bindings), literals, fill });
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
  const steps = alignLists({
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
  if (!steps) return [{ op: 'set', path, value: actual }];
  let next = 0;
  return steps.flatMap((step): DataEdit[] => {
    if ('page' in step) next = step.page + 1;
    switch (step.op) {
      case 'gap':
        return [];
      case 'pair':
        return edits(page[step.page]!, actual[step.actual]!, [...path, step.page], scope);
      case 'drop':
        return [
          scope.fill === 'elision'
            ? { op: 'set', path: [...path, step.page], value: anything }
            : { op: 'remove', path: [...path, step.page] },
        ];
      case 'add':
        return [
          {
            op: 'insert',
            path: [...path, next],
            value: scope.fill === 'elision' ? anything : actual[step.actual]!,
          },
        ];
    }
  });
}

/**
 * Whether the page's value accepts the output's value; if so, `scope` gets what its samples stand for. The
 * values keep their key, because a key can say that a number is a version or that a duration is a setting.
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
