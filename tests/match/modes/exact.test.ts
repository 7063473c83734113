import { describe } from 'vitest';
import { testRows } from '../mode-rows.ts';

describe('exact mode', () => {
  testRows('exact', [
    [
      'a\n  b  c',
      ['a\n  b  c', 'a\n  b  c\n', 'a\r\n  b  c\r\n', '\u001b[31ma\u001b[0m\n  b  c'],
      ['a\n  b c', 'a\n b  c', 'a', 'a\n  b  c\nd', 'a\n  b  c ', ''],
    ],
    ['10.0.0.1 5s', ['10.0.0.1 5s'], ['10.0.0.2 5s', '10.0.0.1 6s']],
    ['...', ['...'], ['a', '']],
    ['{{ip}}', ['{{ip}}'], ['10.0.0.1']],
  ]);
});
