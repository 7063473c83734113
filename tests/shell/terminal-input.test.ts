import { expect, test } from 'vitest';
import { TerminalInput } from '../../runner/shell/input/terminal-input.ts';

/** A terminal with room for some bytes; `takes` makes more room. */
function terminal(room: number): { input: TerminalInput; taken(): string; takes(more: number): void } {
  let left = room;
  let taken = '';
  const input = new TerminalInput((bytes) => {
    const part = bytes.subarray(0, left);
    left -= part.length;
    taken += part.toString('latin1');
    return part.length;
  });
  return {
    input,
    taken: () => taken,
    takes: (more) => {
      left += more;
    },
  };
}

test('TerminalInput: text that does not fit waits, and is written in order', async () => {
  const { input, taken, takes } = terminal(4);
  expect([input.push('abcdef'), input.push('gh'), taken(), input.isWaiting]).toEqual([
    true,
    true,
    'abcd',
    true,
  ]);
  takes(3);
  await expect.poll(taken).toBe('abcdefg');
  takes(100);
  await expect.poll(() => input.isWaiting).toBe(false);
  expect(taken()).toBe('abcdefgh');
});

test('TerminalInput: a full queue refuses a whole text until there is room', async () => {
  const { input, taken, takes } = terminal(0);
  const half = 'x'.repeat(32 * 1024);
  expect([input.push(half), input.push(half), input.push('y')]).toEqual([true, true, false]);
  takes(1);
  await expect.poll(taken).toBe('x');
  expect(input.push('y')).toBe(true);
  input.drop();
});

test('TerminalInput: dropped text is never written', () => {
  const { input, taken, takes } = terminal(1);
  input.push('abc');
  input.drop();
  takes(100);
  input.push('d');
  expect([taken(), input.isWaiting]).toEqual(['ad', false]);
});
