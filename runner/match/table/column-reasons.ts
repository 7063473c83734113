import type { Reason } from '../../../src/guide/outcome.ts';

/** A reason for each column that only the page or only the output has. */
export function columnReasons({
  page,
  actual,
  pageLine,
  shown,
}: {
  readonly page: readonly string[];
  readonly actual: readonly string[];
  readonly pageLine: number;
  /** The head lines of the page and of the output, as people see them. */
  readonly shown: { readonly expected: string; readonly actual: string };
}): Reason[] {
  return [
    ...page
      .filter((name) => !actual.includes(name))
      .map((column): Reason => ({ code: 'missing-column', pageLine, column, ...shown })),
    ...actual
      .filter((name) => !page.includes(name))
      .map((column): Reason => ({ code: 'extra-column', pageLine, column, ...shown })),
  ];
}
