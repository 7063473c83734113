import { describe } from 'vitest';
import { testRows } from '../mode-rows.ts';

describe('lines mode', () => {
  testRows('lines', [
    ['+ a\n- b', ['a', 'x\na\nc', '  a'], ['b\na', 'c', 'a\nsome b here', '']],
    ['+ b\n+ a', ['a\nb', 'b\nx\na'], ['a', 'b']],
    [
      '- error',
      ['fine', '', 'errors'],
      ['error', 'an error: 7', 'x\nerror', 'errors: error', 'errors error'],
    ],
    // In a text that must be absent, dots at the end of a line are an elision.
    ['- Error...', ['fine', 'an error'], ['Error: x', 'Error', 'Errors: x', 'x\nan Error...']],
    ['+ Pulling image...', ['Pulling image...'], ['Pulling image failed', 'Pulling image']],
    [
      '+ pod sleep-66c8d79ff5-8tqrl',
      ['x\npod sleep-7bc4b9d6c5-x2x9z'],
      ['pod wake-7bc4b9d6c5-x2x9z', 'the pod sleep-7bc4b9d6c5-x2x9z'],
    ],
    ['+ ... ready', ['web is ready', 'ready'], ['web is unready']],
    [
      '+ ip 10.0.0.1\n+ use 10.0.0.1',
      ['use 2.2.2.2\nip 1.1.1.1\nip 2.2.2.2'],
      ['use 3.3.3.3\nip 1.1.1.1\nip 2.2.2.2'],
    ],
    ['+ {{any:x}} up\n+ {{any:x}} ok', ['a up\nb up\nb ok'], ['a up\nb ok']],
  ]);
});
