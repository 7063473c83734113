import { valuesIn } from './value.ts';

const none: ReadonlySet<string> = new Set();

/**
 * The values that a guide's own commands spell out: addresses, names, durations and the like. What an author typed is
 * no sample: it is the same on every cluster, so the page's output must show that very value.
 */
export function literalsOf(commandTexts: readonly string[]): ReadonlySet<string> {
  return new Set(commandTexts.flatMap((text) => text.split('\n')).flatMap((line) => valuesIn(line, none).map(({ value }) => value.sample)));
}
