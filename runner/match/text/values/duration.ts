/**
 * Regular expressions for durations and ages, exactly as programs print them: not `5`, `2m75s` or `120s`.
 *
 * Sources: k8s.io/apimachinery/pkg/util/duration, `HumanDuration` (ages and the like since kubectl 1.11) and
 * `ShortHumanDuration` (ages before 1.11); Go's `time.Duration.String`; bash's `time` keyword (`0m1.234s`).
 */

const human = [
  '(?:\\d|[1-9]\\d|1[01]\\d)s',
  '[2-9]m(?:[1-9]|[1-5]\\d)s',
  '(?:[2-9]|[1-9]\\d|1[0-7]\\d)m',
  '[3-7]h(?:[1-9]|[1-5]\\d)m',
  '(?:[3-9]|[1-3]\\d|4[0-7])h',
  '[2-7]d(?:[1-9]|1\\d|2[0-3])h',
  '(?:[2-9]|[1-9]\\d|[1-6]\\d\\d|7[0-2]\\d)d',
  '[2-7]y(?:36[0-4]|3[0-5]\\d|[12]\\d\\d|[1-9]\\d?)d',
  '(?:[2-9]|[1-9]\\d{1,2})y',
];
const short = ['1m', '[12]h', '1d', '1y'];
const go = [
  '(?:\\d{1,6}h(?:\\d|[1-5]\\d)m|(?:\\d|[1-5]\\d)m)?(?:\\d|[1-5]\\d)(?:\\.\\d{1,9})?s',
  '\\d{1,3}(?:\\.\\d{1,6})?(?:ms|µs|μs|us|ns)',
];

/** An age as a kubectl table prints it. */
export const age = `(?:${[...human, ...short].join('|')})`;
/** An age, or a duration as Go or bash prints it. */
export const duration = `(?:${[...go, ...human, ...short].join('|')})`;
