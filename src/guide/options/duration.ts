/** Converts `250ms`, `30s`, `2m`, `1m30s` or `0` to milliseconds; `undefined` for other texts. */
export function durationMs(text: string): number | undefined {
  if (text === '0') return 0;
  const found = /^(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/.exec(text);
  if (!found || text === '') return undefined;
  const [, minutes = 0, seconds = 0, millis = 0] = found;
  return Number(minutes) * 60_000 + Number(seconds) * 1000 + Number(millis);
}
