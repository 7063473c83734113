import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { screenBurstChars, screenCharsPerMs, screenEveryMs } from '../../runner/limits.ts';
import { ScreenFlow } from '../../runner/output/screen-flow.ts';

// These tests use fake timers, so that a slow machine does not separate texts in close succession.
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

test('ScreenFlow: passes the first text on at once, and texts in close succession together', () => {
  const { flow, shown } = open();
  for (const text of ['a', 'b', 'c']) flow.push(text);
  expect(shown).toEqual(['a']);
  vi.advanceTimersByTime(screenEveryMs - 1);
  expect(shown).toEqual(['a']);
  vi.advanceTimersByTime(1);
  expect(shown).toEqual(['a', 'bc']);
});

test('ScreenFlow: flush passes the waiting text on, end drops it', () => {
  const { flow, shown } = open();
  for (const text of ['a', 'b']) flow.push(text);
  flow.flush();
  flow.push('c');
  flow.end();
  flow.flush();
  expect(shown).toEqual(['a', 'b']);
});

test('ScreenFlow: shows the end of a flood from the start of a line, and how much was dropped', () => {
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

test('ScreenFlow: after a flood, shows as many characters as the time since then allows', () => {
  const { flow, shown } = open();
  const flood = 'x\n'.repeat(screenBurstChars / 2);
  flow.push(flood);
  flow.push(flood);
  vi.advanceTimersByTime(screenEveryMs);
  const [first, rest] = shown.map((text) => text.split('shown\u001b[0m\r\n').at(-1)?.length);
  expect([first, rest]).toEqual([screenBurstChars, screenEveryMs * screenCharsPerMs]);
});

test('ScreenFlow: cuts a flood without lines after a control sequence, and keeps the screen switch', () => {
  const { flow, shown } = open();
  flow.push('begin');
  flow.push('\u001b[?1049h');
  for (let at = 0; at < 40_000; at += 1) flow.push(`\u001b[38;5;${at % 256}mcolour`);
  flow.flush();
  const [, rest = ''] = shown;
  expect(rest).toMatch(/^\u001b\[\?1049h\r\n\u001b\[0;90m# \d+ characters are not shown\u001b\[0m\r\n/);
  const drawn = rest.slice(rest.indexOf('\u001b[0m\r\n') + '\u001b[0m\r\n'.length);
  expect(drawn.replaceAll(/\u001b\[38;5;\d+m/g, '').replaceAll('colour', '')).toMatch(/^[colur]*$/);
});
