import { expect, test } from 'vitest';
import { outputLimitChars } from '../../runner/limits.ts';
import { Transcript } from '../../runner/output/transcript.ts';

test('Transcript: keeps the text up to the limit and counts the rest', () => {
  let heard = '';
  const transcript = new Transcript((text) => (heard += text));
  transcript.add('x'.repeat(outputLimitChars - 1));
  transcript.add('yz');
  transcript.add('more');
  transcript.end();
  expect(transcript.text.slice(outputLimitChars - 2)).toBe(
    `xy\n[guiderail: 5 more characters were dropped, after the first ${outputLimitChars}]\n`,
  );
  expect(heard === transcript.text).toBe(true);
});

test('Transcript: adds nothing to a short output', () => {
  const transcript = new Transcript(() => {});
  transcript.add('a\n');
  transcript.end();
  expect(transcript.text).toBe('a\n');
});
