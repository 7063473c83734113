import { expect, test } from 'vitest';
import { firstState, nextState, type PageState } from '../../../../src/client/state/page-state.ts';
import { TerminalFeed } from '../../../../src/client/terminal/feed.ts';
import type { RunnerEvent } from '../../../../src/guide/protocol.ts';

const page = { guide: 'g', hashes: {} };
const at = '2026-11-22T12:00:00.000Z';
const shows = (seq: number, text: string, guide = 'g'): RunnerEvent => ({
  seq,
  at,
  type: 'terminal',
  guide,
  text,
});
const hello = (epoch: string): RunnerEvent => ({ seq: 0, at, type: 'hello', epoch, version: '1' });
const session = (seq: number, state: 'none' | 'ready'): RunnerEvent => ({
  seq,
  at,
  type: 'session',
  guide: 'g',
  state: { state },
});

/** A feed, and a function that gives it events and the state of the page, as the run interface does. */
function feeding() {
  const feed = new TerminalFeed();
  let state: PageState = firstState;
  const take = (...events: RunnerEvent[]) => {
    for (const event of events) {
      const before = state;
      state = nextState(state, event, page);
      feed.take(event, { before, after: state, guide: page.guide });
    }
  };
  return { feed, take };
}

test('TerminalFeed: gives each text of its guide once, in order, also if the stream starts again', () => {
  const { feed, take } = feeding();
  take(hello('a'), shows(1, 'one '), shows(2, 'two '), shows(3, 'other ', 'h'));
  expect(feed.read()).toEqual({ text: 'one two ', startsOver: true });
  take(hello('a'), shows(1, 'one '), shows(2, 'two '), shows(4, 'three'));
  expect(feed.read()).toEqual({ text: 'three', startsOver: false });
  expect(feed.read()).toEqual({ text: '', startsOver: false });
});

test('TerminalFeed: starts over in a new epoch and when the session was reset', () => {
  const { feed, take } = feeding();
  take(hello('a'), shows(1, 'old'), hello('b'), shows(1, 'new'));
  expect(feed.read()).toEqual({ text: 'new', startsOver: true });
  take(shows(2, 'gone'), session(3, 'none'), session(4, 'ready'), shows(5, 'fresh'));
  expect(feed.read()).toEqual({ text: 'fresh', startsOver: true });
});

test('TerminalFeed: keeps only the last part of a text that is not read', () => {
  const { feed, take } = feeding();
  for (let seq = 1; seq <= 20; seq += 1) take(shows(seq, `${seq}${'x'.repeat(100_000)}`));
  const { text } = feed.read();
  expect(text.length).toBeLessThan(600_000);
  expect(text.startsWith('16x')).toBe(true);
});
