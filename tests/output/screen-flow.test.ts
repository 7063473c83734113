import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { screenBurstChars, screenCharsPerMs, screenEveryMs } from '../../runner/limits.ts';
import { ScreenFlow } from '../../runner/output/screen-flow.ts';

// What comes in close succession does so however slow the machine is: time stands still.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

function open(): { flow: ScreenFlow; shown: string[] } {
  const shown: string[] = [];
  return { flow: new ScreenFlow((text) => shown.push(text)), shown };
}

test('ScreenFlow: the first text goes out at once, what follows closely goes out together', () => {
  const { flow, shown } = open();
  for (const text of ['a', 'b', 'c']) flow.push(text);
  expect(shown).toEqual(['a']);
  vi.advanceTimersByTime(screenEveryMs - 1);
  expect(shown).toEqual(['a']);
  vi.advanceTimersByTime(1);
  expect(shown).toEqual(['a', 'bc']);
});

test('ScreenFlow: flush gives out what waits, end forgets it', () => {
  const { flow, shown } = open();
  for (const text of ['a', 'b']) flow.push(text);
  flow.flush();
  flow.push('c');
  flow.end();
  flow.flush();
  expect(shown).toEqual(['a', 'b']);
});

test('ScreenFlow: of a flood its end is shown, from the begin of a line, and exactly how much was left out', () => {
  const { flow, shown } = open();
  const lines = Array.from({ length: 100_000 }, (_, at) => `line ${at}\r\n`);
  for (const line of lines) flow.push(line);
  flow.flush();
  const all = shown.join('');
  const left = [...all.matchAll(/# (\d+) characters are not shown/g)].map(([, count]) => Number(count));
  const kept = all.replaceAll(/\r\n\u001b\[0;90m# \d+ characters are not shown\u001b\[0m\r\n/g, '');
  expect(kept.length + left.reduce((sum, count) => sum + count, 0)).toBe(lines.join('').length);
  expect(kept.length).toBeLessThan(3 * screenBurstChars);
  expect(kept.endsWith('line 99999\r\n')).toBe(true);
  expect(kept.split('\r\n').every((line) => /^(?:line \d+)?$/.test(line))).toBe(true);
});

test('ScreenFlow: behind a flood as much is shown as time has passed for', () => {
  const { flow, shown } = open();
  const flood = 'x\n'.repeat(screenBurstChars / 2);
  flow.push(flood);
  flow.push(flood);
  vi.advanceTimersByTime(screenEveryMs);
  const [first, rest] = shown.map((text) => text.split('shown\u001b[0m\r\n').at(-1)?.length);
  expect([first, rest]).toEqual([screenBurstChars, screenEveryMs * screenCharsPerMs]);
});

test(
  'ScreenFlow: a flood without lines is cut behind a control sequence, and the screen that is drawn on ' +
    'stays known',
  () => {
    const { flow, shown } = open();
    flow.push('begin');
    flow.push('\u001b[?1049h');
    for (let at = 0; at < 40_000; at += 1) flow.push(`\u001b[38;5;${at % 256}mcolour`);
    flow.flush();
    const [, rest = ''] = shown;
    expect(rest).toMatch(/^\u001b\[\?1049h\r\n\u001b\[0;90m# \d+ characters are not shown\u001b\[0m\r\n/);
    const drawn = rest.slice(rest.indexOf('\u001b[0m\r\n') + '\u001b[0m\r\n'.length);
    expect(drawn.replaceAll(/\u001b\[38;5;\d+m/g, '').replaceAll('colour', '')).toMatch(/^[colur]*$/);
  },
);
