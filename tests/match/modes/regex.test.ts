import { describe } from 'vitest';
import { testRows } from '../mode-rows.ts';

describe('regex mode', () => {
  testRows('regex', [
    [
      'HTTP/(1\\.1|2) 200.*',
      ['HTTP/1.1 200 OK', 'HTTP/2 200'],
      ['HTTP/1.1 503', ' HTTP/2 200', 'HTTP/2 200\nmore', ''],
    ],
    ['a+\n...\nb', ['aaa\nb', 'a\nx\nb'], ['b', 'a', 'a\nbb', 'a\nb\nb\nc']],
    ['(?i)ready', ['READY'], ['READY NOW']],
    ['(a|a)*b', [`${'a'.repeat(50)}b`], ['a'.repeat(5000)]],
  ]);
});
