import { nearestKey } from '../text/nearest-key.ts';

/** The languages of fences that Guiderail reads. */
export const stepLanguages = ['console', 'output'];

/** Whether a language makes a fence a step or its output, or is a misspelling of such a language. */
export function isStepLanguage(lang: string): boolean {
  return stepLanguages.includes(lang) || meantLanguage(lang) !== undefined;
}

/** `console` or `output` if the language is a misspelling of that word. */
export function meantLanguage(lang: string): string | undefined {
  if (stepLanguages.includes(lang)) return undefined;
  const [, word = ''] = /^[{.]*([\w-]*)/.exec(lang) ?? [];
  return word.length < 4 ? undefined : nearestKey(word.toLowerCase(), stepLanguages);
}
