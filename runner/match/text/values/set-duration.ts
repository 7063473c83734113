import { duration } from './duration.ts';

/** Words that end the key of a duration that was measured. */
const measured = new Set(
  'age took elapsed since uptime runtime duration latency time real user sys spent total seen waited lag'.split(
    ' ',
  ),
);

/** `maxAge`, `baseEjectionTime`: limits, which are set, whatever they limit. */
const limiting = new Set(['max', 'min', 'base', 'default']);

const wholeDuration = new RegExp(`^${duration}$`);
const keyAtEnd = /([A-Za-z][\w.-]{0,80})"?[:=] {0,20}"?$/;

/**
 * Whether the value of a key or of a column's cell is a duration that was set, not measured: then it must
 * agree.
 */
export function isSetDuration(key: string, text: string): boolean {
  if (!wholeDuration.test(text)) return false;
  const words = wordsOf(key);
  return !measured.has(words.at(-1) ?? '') || words.some((word) => limiting.has(word));
}

/**
 * The same in running text, from what stands before it: `timeout: 5s`, `interval=1m`, `"perTryTimeout":
 * "2s"`. No key: measured.
 */
export function isSetDurationAfter(before: string, text: string): boolean {
  const key = keyAtEnd.exec(before.slice(-120))?.[1];
  return key !== undefined && isSetDuration(key, text);
}

/**
 * `10m` beside the word cpu, or with its share behind it, is a quantity of CPU
 * (k8s.io/apimachinery/pkg/api/resource), not ten minutes.
 */
export function isCpuQuantity(before: string, text: string, after: string): boolean {
  return /^\d+m$/.test(text) && (/\bcpu\b/i.test(before.slice(-200)) || /^ \(\d+%\)/.test(after));
}

/** Of `perTryTimeout`, `MAX AGE`, `time_total`: in small letters. */
function wordsOf(key: string): string[] {
  return key
    .replace(/(?<=[a-z\d])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}
