import { expect, test } from 'vitest';
import { KeySender } from '../../../../src/client/terminal/key-sender.ts';

test('KeySender: sends one request at a time; the next has all that was typed meanwhile', async () => {
  const sent: string[] = [];
  let answer: () => void = () => {};
  const sender = new KeySender((text) => {
    sent.push(text);
    return new Promise((resolve) => {
      answer = resolve;
    });
  });
  const all = sender.push('a');
  sender.push('b');
  sender.push('c\n');
  expect(sent).toEqual(['a']);
  answer();
  await Promise.resolve();
  expect(sent).toEqual(['a', 'bc\n']);
  answer();
  await all;
  const next = sender.push('d');
  answer();
  await next;
  expect(sent).toEqual(['a', 'bc\n', 'd']);
});
