import { describe } from 'vitest';
import { testRows } from '../mode-rows.ts';

describe('contains mode', () => {
  testRows('contains', [
    [
      '200 OK',
      ['HTTP/1.1 200 OK', 'x\n< HTTP/1.1 200 OK\ny'],
      ['HTTP/1.1 503 Service Unavailable', '1200 OK', '200 OKAY', ''],
    ],
    ['did', ['he did it', 'did'], ['didn’t'.replace('’', "'"), 'candid', 'done']],
    ['ready', ['it is ready.', 'not-ready'], ['unready', 'readying']],
    ['can', ['I can'], ["I can't"]],
    ['a\nb', ['xx a xx\nyy\nzz b', 'a\nb'], ['b\na', 'a b', 'a', 'b']],
    ['a\n...\nb', ['a\nb', 'a\nx\nb'], ['b\na']],
    [
      'ip 10.0.0.1\nuse 10.0.0.1',
      ['x ip 1.1.1.1\ny ip 2.2.2.2\nz use 2.2.2.2 ok'],
      ['x ip 1.1.1.1\nz use 2.2.2.2 ok'],
    ],
    ['ready after 5s', ['pod ready after 2m30s.'], ['pod ready after 5']],
    ['x-envoy-', ['< x-envoy-attempt: 1'], ['< x-envoi']],
    // The text is first a part of a word, and later a whole word.
    ['200', ['2000 200', '200 2000'], ['2000 1200']],
    ['a ... b', ['ax a b', 'a x b bx'], ['ax b']],
  ]);
});
