import { duration } from './duration.ts';

/** The last word of the key of a measured duration. */
const measured = new Set(
  (
    'age took elapsed since uptime runtime duration latency time real user sys spent total seen waited ' +
    'lag'
  ).split(' '),
);

/** Keys with these words, such as `maxAge` and `baseEjectionTime`, name limits, which are settings. */
const limiting = new Set(['max', 'min', 'base', 'default']);

const wholeDuration = new RegExp(`^${duration}$`);
const keyAtEnd = /([A-Za-z][\w.-]{0,80})"?[:=] {0,20}"?$/;

/**
 * Whether a text is a duration that is a setting, not a measurement. A setting is no sample.
 * @param key the key of the value, or the name of the column
 */
export function isSetDuration(key: string, text: string): boolean {
  if (!wholeDuration.test(text)) return false;
  const words = wordsOf(key);
  return !measured.has(words.at(-1) ?? '') || words.some((word) => limiting.has(word));
}

/**
 * Whether a duration in running text is a setting, by the key before it: `timeout: 5s`, `interval=1m`,
 * `"perTryTimeout": "2s"`. Without a key it is a measurement.
 */
export function isSetDurationAfter(before: string, text: string): boolean {
  const key = keyAtEnd.exec(before.slice(-120))?.[1];
  return key !== undefined && isSetDuration(key, text);
}

/**
 * Whether `10m` is a quantity of CPU (k8s.io/apimachinery/pkg/api/resource), not ten minutes: after the word
 * cpu, or before a percentage in parentheses.
 */
export function isCpuQuantity(before: string, text: string, after: string): boolean {
  return /^\d+m$/.test(text) && (/\bcpu\b/i.test(before.slice(-200)) || /^ \(\d+%\)/.test(after));
}

/** The words of `perTryTimeout`, `MAX AGE` or `time_total`, in small letters. */
function wordsOf(key: string): string[] {
  return key
    .replace(/(?<=[a-z\d])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}
