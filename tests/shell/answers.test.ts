import { expect, test } from 'vitest';
import { Answers } from '../../runner/shell/bash/answers.ts';
import { markStart } from '../../runner/shell/bash/mark.ts';

const answer = `before${markStart}m1A=1\u0007\r\nbehind`;

test('Answers: finds the answer with the mark, wherever the text is cut', async () => {
  for (let cut = 0; cut < answer.length; cut += 1) {
    const answers = new Answers();
    const found = answers.to('m1');
    answers.saw(answer.slice(0, cut));
    answers.saw(answer.slice(cut));
    expect(await found).toMatchObject({ before: 'before', text: 'A=1' });
    expect(answers.seen).toBe(answer);
  }
});

test('Answers: ignores an answer with another mark; answers nothing after the shell died', async () => {
  const answers = new Answers();
  const found = answers.to('m2');
  answers.saw(answer);
  answers.shellDied();
  expect([await found, await answers.to('m3')]).toEqual([undefined, undefined]);
});
