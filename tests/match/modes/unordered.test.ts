import { describe } from 'vitest';
import { testRows } from '../mode-rows.ts';

describe('unordered mode', () => {
  testRows('unordered', [
    ['a\nb\nb', ['a\nb\nb', 'b\na\nb', 'b\n\nb\na'], ['a\nb', 'a\na\nb', 'a\nb\nb\nb', 'a\nb\nc', '']],
    ['a\n...', ['a', 'b\na\nc'], ['b', '']],
    ['x 5s\nx {{number}}', ['x 3\nx 7s', 'x 7s\nx 3'], ['x 3\nx 4', 'x 7s\nx 8s']],
    // The line that accepts more must leave the output line that the other one needs.
    ['{{any}} up\nweb up', ['web up\ndb up', 'db up\nweb up'], ['db up\ndb up', 'web up']],
    ['ip 10.0.0.1\nuse 10.0.0.1', ['use 1.1.1.1\nip 1.1.1.1'], ['use 1.1.1.1\nip 2.2.2.2']],
    [
      'ip 10.0.0.1\nip 10.0.0.2\nuse 10.0.0.2',
      ['ip 1.1.1.1\nip 2.2.2.2\nuse 1.1.1.1', 'use 2.2.2.2\nip 1.1.1.1\nip 2.2.2.2'],
      ['ip 1.1.1.1\nip 2.2.2.2\nuse 3.3.3.3'],
    ],
  ]);
});
