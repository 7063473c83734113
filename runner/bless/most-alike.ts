import { alikeFrom, likeness } from './likeness.ts';

/** Index of the line most like a text, among those that may be taken; undefined when none is like it. */
export function mostAlike(
  text: string,
  lines: readonly string[],
  mayTake: (line: number) => boolean,
): number | undefined {
  let best: { readonly line: number; readonly alike: number } | undefined;
  for (const [line, candidate] of lines.entries()) {
    const alike = mayTake(line) ? likeness(text, candidate) : 0;
    if (alike >= alikeFrom && alike > (best?.alike ?? 0)) best = { line, alike };
  }
  return best?.line;
}
