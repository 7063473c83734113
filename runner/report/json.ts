import { jsonText } from '../io/plain-text.ts';
import type { Reporter } from './reporter.ts';

/** Writes the reports as they are, in one JSON array. */
export function jsonReporter(write: (text: string) => void): Reporter {
  return { finished: (reports) => write(`${jsonText(reports, 2)}\n`) };
}
