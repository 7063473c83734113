import type { PageProblem } from '../problem.ts';

/**
 * Finds front matter that neither Guiderail nor Astro would read, because it does not begin in the first
 * line, has no end, or is not YAML. `lines`: the lines of the page.
 */
export function misplacedFrontMatter(lines: readonly string[]): PageProblem | undefined {
  const first = lines.findIndex((line) => line.trim() !== '');
  const opening = lines[first] ?? '';
  const report = (line: number, message: string): PageProblem => ({ code: 'front-matter', line, message });
  if (opening.trimEnd() === '+++')
    return report(
      first + 1,
      'Front matter between `+++` lines is TOML. Write YAML: `key: value` lines between two `---` lines.',
    );
  if (opening.trim() !== '---' || !/^[A-Za-z][\w-]*\s*:(?:\s|$)/.test(lines[first + 1] ?? ''))
    return undefined;
  if (first > 0)
    return report(first + 1, 'The front matter must begin in line 1. Delete the empty lines before `---`.');
  if (opening !== opening.trimStart())
    return report(
      1,
      'The first line of the front matter must be `---` without spaces before it. Delete the spaces.',
    );
  const end = lines.findIndex((line, at) => at > 0 && /^(?:---|\.\.\.)\s*$/.test(line));
  if (end < 0)
    return report(
      1,
      'The front matter is not closed. Write `---` on a line of its own after its last `key: value` line.',
    );
  if (lines[end]?.startsWith('...'))
    return report(end + 1, 'The front matter ends with `...`, which Astro does not read. Write `---`.');
  return undefined;
}
