import type { MakeReporter } from './reporter.ts';

/**
 * The formats of `--reporter FORMAT[=FILE]`. To add one, write a file with its `MakeReporter` and a line
 * here. A reporter's file is loaded only if the call asks for it: the library for JUnit takes long to load.
 * `console` is not in the map: it always runs, and takes no file.
 */
export const reporters = {
  junit: async () => (await import('./junit.ts')).junitReporter,
  json: async () => (await import('./json.ts')).jsonReporter,
  tap: async () => (await import('./tap.ts')).tapReporter,
  github: async () => (await import('./github.ts')).githubReporter,
} as const satisfies Readonly<Record<string, () => Promise<MakeReporter>>>;

export type ReportFormat = keyof typeof reporters;

export function isReportFormat(text: string): text is ReportFormat {
  return Object.hasOwn(reporters, text);
}

/** The values of `--reporter`, in words. `place`: follows each format that takes a file. */
export function acceptedFormats(place = ''): string {
  return ['console', ...Object.keys(reporters).map((format) => `${format}${place}`)].join(', ');
}
