import { expect, test } from 'vitest';
import { describe as sentence } from '../../../runner/match/index.ts';
import type { Reason } from '../../../src/guide/outcome.ts';

test.each<[Reason, string]>([
  [{ code: 'exit', expected: '0', actual: '7' }, 'the command ended with exit status 7; the page expects 0'],
  [
    { code: 'exit', expected: '0', actual: '1', asPrinted: true },
    'the output is as printed, but the exit status is 1; the page expects 0',
  ],
  [
    { code: 'exit', expected: '0', actual: '127', neverRan: 'not-found' },
    'the command ended with exit status 127 because there is no such program; the page expects 0',
  ],
  [
    {
      code: 'line',
      pageLine: 3,
      actualLine: 2,
      expected: `${'x '.repeat(200)}a`,
      actual: `${'x '.repeat(200)}b`,
      why: { kind: 'literal' },
    },
    'output line 2: the page says "…x x x x x x x x x x x x x x x a (401 characters)" (line 3), the ' +
      'output says "…x x x x x x x x x x x x x x x b (401 characters)"',
  ],
  [
    { code: 'exit', expected: 'nonzero', actual: '127', neverRan: 'not-found' },
    'the command ended with exit status 127 because there is no such program, not because it failed; ' +
      'the page expects nonzero',
  ],
  [
    { code: 'exit', expected: 'nonzero', actual: '126', neverRan: 'not-executable' },
    'the command ended with exit status 126 because the program could not be run, not because it ' +
      'failed; the page expects nonzero',
  ],
  [
    {
      code: 'cell',
      pageLine: 3,
      actualLine: 2,
      row: 'my-httpbin',
      column: 'TYPE',
      expected: 'ExternalName',
      actual: 'ClusterIP',
      why: { kind: 'literal' },
    },
    'row my-httpbin, column TYPE: the page says ExternalName, the output says ClusterIP',
  ],
  [
    {
      code: 'cell',
      pageLine: 3,
      actualLine: 2,
      row: 'a',
      column: 'IP',
      expected: '10.0.0.1',
      actual: '',
      why: { kind: 'type', type: 'ipv4', expected: '10.0.0.1', actual: '' },
    },
    'row a, column IP: the page says 10.0.0.1, the output says nothing: nothing is not of the type ' +
      'ipv4, as 10.0.0.1 is',
  ],
  [
    { code: 'line', pageLine: 3, actualLine: 2, expected: 'a', actual: '', why: { kind: 'literal' } },
    'output line 2: the page says "a" (line 3), the output says an empty line',
  ],
  [
    {
      code: 'line',
      pageLine: 9,
      actualLine: 2,
      expected: '10.0.0.1',
      actual: '10.9.9.9',
      why: { kind: 'binding', sample: '10.0.0.1', bound: '10.8.8.8', actual: '10.9.9.9', since: 4 },
    },
    'output line 2: the page says "10.0.0.1" (line 9), the output says "10.9.9.9": 10.0.0.1 stands for ' +
      '10.8.8.8 since page line 4, not for 10.9.9.9',
  ],
  [
    { code: 'missing-line', pageLine: 3, expected: 'a' },
    'the page says "a" (line 3), the output has no such line',
  ],
  [
    { code: 'extra-line', pageLine: 3, actualLine: 2, actual: 'b' },
    'the output says "b" (line 2), the page has no such line',
  ],
  [
    { code: 'present-line', pageLine: 3, expected: 'a', actualLine: 2, actual: 'x a' },
    'the page says that "a" is absent (line 3), the output has it: "x a" (line 2)',
  ],
  [
    { code: 'missing-row', pageLine: 3, row: 'a', expected: 'a 1' },
    'row a of page line 3 is missing from the output',
  ],
  [
    { code: 'extra-row', actualLine: 3, row: 'a', actual: 'a 1' },
    'row a of the output (line 3) is not on the page',
  ],
  [
    { code: 'missing-column', pageLine: 3, column: 'NODE', expected: '', actual: '' },
    "the page's table has a column NODE, the output's table does not",
  ],
  [
    { code: 'value', pageLine: 3, path: '.a[0]', expected: '3', actual: '0', why: { kind: 'literal' } },
    '.a[0]: the page says 3, the output says 0',
  ],
  [
    { code: 'not-parsed', pageLine: 3, side: 'output', format: 'json', detail: 'it is empty' },
    'the output is no JSON: it is empty',
  ],
  [
    { code: 'invalid', pageLine: 3, detail: 'it is empty' },
    "the page's expectation (line 3) cannot be judged: it is empty",
  ],
])('describe: makes a sentence of %j', (reason, expected) => {
  expect(sentence(reason)).toBe(expected);
});
