import { cellPatternOf, type Pattern, patternOfValue } from '../text/pattern.ts';
import { isSetDuration } from '../text/values/set-duration.ts';

/** The keys and list indices from the root to a value. */
export type Path = readonly (string | number)[];

/** The path as people write it: `.items[0].name`; the root is empty. */
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

const resourceVersion = /\d+$/y;

/** A text value of the page as a pattern. Its key, or else its form, says which type of sample it is. */
export function textPattern(text: string, path: Path, literals: ReadonlySet<string>): Pattern {
  if (path.at(-1) === 'resourceVersion' && /^\d+$/.test(text))
    return patternOfValue({ type: 'resource version', sample: text, accepts: resourceVersion });
  const key = path.findLast((part) => typeof part === 'string') ?? '';
  return cellPatternOf(text, isSetDuration(key, text) ? new Set([text]) : literals);
}
