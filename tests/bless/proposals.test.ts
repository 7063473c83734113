import { describe, expect, test } from 'vitest';
import type { MatchMode } from '../../src/guide/model.ts';
import { proposed } from './bless.ts';

describe('proposeElisions: elides exactly where two runs disagree', () => {
  test.each<[MatchMode, string, string, string]>([
    ['docs', 'served by v1 in 5s\nx', 'served by v2 in 6s\nx', 'served by ... in 5s\nx'],
    ['docs', 'by (v1)', 'by (v2)', 'by (...)'],
    ['docs', 'a 1.2.3\nx', 'a 1.2.4\nx', 'a ...\nx'],
    ['docs', 'a\nc', 'a\nb\nc', 'a\n...\nc'],
    ['docs', 'a\nb\nc', 'a\nc', 'a\n...\nc'],
    ['docs', 'a\nentirely\nc', 'a\nother\nc', 'a\n...\nc'],
    [
      'docs',
      'NAME   READY   STATUS\na      1/1     Running\nb      1/1     Running',
      'NAME   READY   STATUS\na      1/1     Pending\nb      1/1     Running',
      'NAME   READY   STATUS\na      1/1     ...\nb      1/1     Running',
    ],
    ['contains', 'port 1 open', 'port 2 open', 'port ... open'],
    ['lines', '+ port 1 open', 'port 2 open', '+ port ... open'],
    ['unordered', 'a\nport 1 open', 'port 2 open\na', 'a\nport ... open'],
    ['unordered', 'a\nb', 'b\na\nc', 'a\nb\n...'],
    ['regex', 'a\nb', 'a\nc', 'a\n...'],
    [
      'json',
      '{"a": 1, "b": {"c": "x 1"}}',
      '{"a":2,"b":{"c":"x 2","d":1}}',
      '{"a": "...", "b": {"c": "x ...", "...": "..."}}',
    ],
    ['json', '{"a": ["x", "y"]}', '{"a":["x","z"]}', '{"a": ["x", "..."]}'],
    ['yaml', 'a: 1\nb: c', 'a: 2\nb: c', 'a: "..."\nb: c'],
    ['yaml', 'a: 1\nb:\n- c', 'a: 1\nb:\n- c\n- d\ne: f', 'a: 1\nb:\n- c\n- "..."\n"...": "..."'],
    [
      'table',
      'NAME   READY\na      1/1\nb      1/1',
      'NAME   READY\nb      2/2\na      1/1',
      'NAME   READY\na      1/1\nb      ...',
    ],
  ])('%s: %j, %j', (mode, first, second, after) => {
    const real = mode === 'lines' ? first.slice(2) : first;
    expect(proposed(mode, first, [real, second])).toBe(after);
  });

  test.each<[MatchMode, string, string]>([
    ['docs', 'a', 'b'],
    ['exact', 'a', 'b'],
    ['json', '1', '2'],
    ['docs', 'NAME   READY\na      1/1', 'NAME   AGE\na      5s'],
  ])('%s: no result that accepts everything for %j and %j', (mode, first, second) =>
    expect(proposed(mode, first, [first, second])).toMatch(/^\(/),
  );
});
