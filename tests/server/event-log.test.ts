import { expect, test } from 'vitest';
import { screenLimitChars } from '../../runner/limits.ts';
import { EventLog } from '../../runner/server/event-log.ts';

function queue(log: EventLog, run: string, step: string): void {
  log.append({ type: 'run-queued', run, guide: 'g', step, hash: 'h' });
  log.append({ type: 'output', run, command: 0, text: run });
}

test('EventLog: numbers the events, and returns those after any number', () => {
  const log = new EventLog();
  queue(log, 'r1', 'a');
  queue(log, 'r2', 'b');
  expect(log.seq).toBe(4);
  expect(log.after(0).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  expect(log.after(2).map(({ seq }) => seq)).toEqual([3, 4]);
  expect(log.after(4)).toEqual([]);
  expect(log.after(99)).toEqual([]);
});

test('EventLog: keeps only the last run of each step and the last state of the target', () => {
  const log = new EventLog();
  queue(log, 'r1', 'a');
  log.append({ type: 'target', target: { phase: 'preparing', name: 'local', parts: [] } });
  queue(log, 'r2', 'a');
  log.append({ type: 'target', target: { phase: 'live', name: 'local', versions: {} } });
  expect(log.after(0).map((event) => ('run' in event ? event.run : event.type))).toEqual([
    'r2',
    'r2',
    'target',
  ]);
});

test('EventLog: keeps only the last state of the site, for pages with and without a guide', () => {
  const log = new EventLog();
  log.append({ type: 'site', site: { pages: { '/': 'one' } } });
  log.append({ type: 'site', site: { pages: { '/': 'two' } } });
  log.forgetGuide('g');
  for (const wanted of [undefined, 'g', '']) {
    expect(log.after(0, wanted).map((event) => event.type === 'site' && event.site)).toEqual([
      { pages: { '/': 'two' } },
    ]);
  }
});

test('EventLog: forgets a guide that was reset, and no other', () => {
  const log = new EventLog();
  queue(log, 'r1', 'a');
  log.append({ type: 'run-queued', run: 'other', guide: 'h', step: 'a', hash: 'h' });
  log.forgetGuide('g');
  expect(log.after(0)).toMatchObject([{ run: 'other' }]);
});

test('EventLog: next resolves at an event, after its time and when aborted', async () => {
  const log = new EventLog();
  const never = new AbortController();
  const woken = log.next(60_000, never.signal);
  queue(log, 'r1', 'a');
  await woken;
  await log.next(1, never.signal);
  const aborted = log.next(60_000, never.signal);
  never.abort();
  await aborted;
  await log.next(60_000, never.signal);
  expect(log.seq).toBe(2);
});

test('EventLog: keeps the end of each terminal, and whether a typed line runs there', () => {
  const log = new EventLog();
  const text = 'x'.repeat(screenLimitChars / 4);
  for (let at = 0; at < 20; at += 1)
    log.append({ type: 'terminal', guide: at % 4 === 3 ? 'h' : 'g', text: `${at} ${text}` });
  for (const running of [true, false]) log.append({ type: 'typed', guide: 'g', running });
  const kept = log
    .after(0)
    .map((event) => (event.type === 'terminal' ? `${event.guide} ${event.text.split(' ')[0]}` : event.type));
  expect(kept.at(-1)).toBe('typed');
  const own = kept.filter((each) => each.startsWith('g '));
  expect(own.length).toBeLessThanOrEqual(8);
  expect(own.slice(-3)).toEqual(['g 16', 'g 17', 'g 18']);
  expect(kept.filter((each) => each.startsWith('h '))).toHaveLength(5);
  log.forgetGuide('g');
  expect(log.after(0).every((event) => event.type === 'terminal' && event.guide === 'h')).toBe(true);
});
