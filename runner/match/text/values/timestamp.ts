/**
 * The forms in which programs print points in time: RFC 3339 (Kubernetes, Envoy), IMF-fixdate of RFC 9110
 * with its RFC 1123 variants (HTTP, kubectl describe), Go's `time.Time.String` (helm list), also without its
 * zone, ANSI C (helm status), date(1), OpenSSL (curl -v) and klog. A sample of one form accepts only values
 * of that form.
 */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const month = `(?:${months.join('|')})`;
const weekday = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)';
const day = '(?:0[1-9]|[12]\\d|3[01])';
const bareDay = '(?: ?[1-9]|[12]\\d|3[01])';
const date = `\\d{4}-(?:0[1-9]|1[0-2])-${day}`;
const offset = '[+-](?:[01]\\d|2[0-3]):?[0-5]\\d';

export const timestampForms = {
  rfc3339: `${date}T${clock}(?:[.,]\\d{1,9})?(?:Z|${offset})`,
  http: `${weekday}, ${day} ${month} \\d{4} ${clock} (?:GMT|UTC|[+-]\\d{4})`,
  go: `${date} ${clock}(?:\\.\\d{1,9})? ${offset} [A-Z]{3,5}`,
  goOffset: `${date} ${clock}(?:\\.\\d{1,9})? ${offset}`,
  local: `${date} ${clock}(?:\\.\\d{1,9})?`,
  ansic: `${weekday} ${month} ${bareDay} ${clock} \\d{4}`,
  unix: `${weekday} ${month} ${bareDay} ${clock} [A-Z]{3,4} \\d{4}`,
  openssl: `${month} ${bareDay} ${clock} \\d{4} GMT`,
  klog: '(?<=^[IWEF])(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01]) (?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{6}',
} as const;

export const calendarDate = date;

/** Returns false for days that their month does not have, such as 30 February. */
export function isRealDay(text: string): boolean {
  const iso = /^(\d{4})-(\d\d)-(\d\d)/.exec(text);
  if (iso) return fits(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const named = new RegExp(`(${month})`).exec(text)?.[1];
  if (named === undefined) return true;
  const year = /(?<![+\d:-])\d{4}(?!\d)/.exec(text)?.[0];
  const dayOfMonth = /(?<![\d:])\d{1,2}(?![\d:])/.exec(text)?.[0];
  return fits(Number(year ?? 2000), months.indexOf(named) + 1, Number(dayOfMonth ?? 1));
}

function fits(year: number, monthNumber: number, dayOfMonth: number): boolean {
  return dayOfMonth >= 1 && dayOfMonth <= new Date(Date.UTC(year, monthNumber, 0)).getUTCDate();
}
