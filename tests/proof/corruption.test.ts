import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CorruptionKind,
  corrupted,
  corruptionKinds,
  corruptionsOf,
} from '../../runner/proof/corruption.ts';

/** The outputs with each corruption of one kind. */
function outputs(text: string, kind: CorruptionKind): string[] {
  const lines = text.split('\n');
  return [...corruptionsOf(lines)]
    .filter((corruption) => corruption.kind === kind)
    .map((corruption) => corrupted(lines, corruption));
}

const error =
  'Error from server (InternalError): an error on the server has prevented the request from succeeding';

describe('corruptionsOf', () => {
  test.each<[CorruptionKind, string, string[]]>([
    ['number', 'port 443', ['port 444', 'port 543']],
    ['number', '0', ['1']],
    ['number', '199', ['200', '299']],
    ['number', '09', ['10', '19']],
    ['number', '2m30s', ['3m30s', '2m31s', '2m40s']],
    ['number', 'v1.33+', ['v2.33+', 'v1.34+', 'v1.43+']],
    ['number', 'pod-66c8d79ff5-8tqrl', []],
    ['status', 'x Succeeded y', ['x Failed y']],
    ['status', 'web created', ['web unchanged', 'web configured', 'web deleted']],
    ['status', 'HTTP/1.1 200 OK', ['HTTP/1.1 503 Service Unavailable']],
    ['status', '1/1   Running', ['1/1   CrashLoopBackOff', '1/1   Pending', '1/1   Completed']],
    ['status', 'recreated Readyish not-Ready', []],
    ['name', 'my-httpbin', ['mz-httpbin', 'my-httqbin']],
    ['name', 'Zz a1 443 8s', ['Za a1 443 8s', 'Zz b1 443 8s']],
    ['name', '66c8d79ff5', ['66c8d79gf5']],
    ['dropped line', 'a\nb\nc', ['b\nc', 'a\nc']],
    ['dropped line', 'a', []],
    ['added line', 'a\nb', [`${error}\na\nb`, 'a\na\nb', `a\n${error}\nb`, 'a\nb\nb', `a\nb\n${error}`]],
    ['swapped lines', 'a\nb\nb\nc', ['b\na\nb\nc', 'a\nb\nc\nb']],
    ['truncated', 'abcd\nef\n\ng', ['ab', 'abcd', 'abcd\ne', 'abcd\nef', 'abcd\nef\n']],
    ['empty', 'a\nb', ['']],
  ])('corrupts every %s in %j', (kind, text, expected) => expect(outputs(text, kind)).toEqual(expected));

  test('has the place, and the texts before and after', () => {
    const lines = ['web created', 'api 2'];
    expect(
      [...corruptionsOf(lines)]
        .filter(({ kind }) => kind === 'status' || kind === 'swapped lines')
        .slice(0, 2),
    ).toEqual([
      { kind: 'status', line: 1, column: 5, before: 'created', after: 'unchanged' },
      { kind: 'status', line: 1, column: 5, before: 'created', after: 'configured' },
    ]);
    expect([...corruptionsOf(lines)].filter(({ kind }) => kind === 'number')).toEqual([
      { kind: 'number', line: 2, column: 5, before: '2', after: '3' },
    ]);
  });

  test('tries every kind on several lines, and only the error line on an empty output', () => {
    expect(new Set([...corruptionsOf(['web 1 created', 'api 2 created'])].map(({ kind }) => kind))).toEqual(
      new Set(corruptionKinds),
    );
    expect([...corruptionsOf([])]).toEqual([
      { kind: 'added line', line: 1, column: 1, before: '', after: `${error}\n` },
    ]);
  });

  const word = fc.constantFrom('Running', '1/1', '5s', '10.0.0.1', 'my-pod', 'a', '', '—', '200 OK', '007');
  const lines = fc
    .array(
      fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
      { minLength: 1, maxLength: 6 },
    )
    .filter((all) => all.at(-1) !== '');
  test('changes the output at the named place, in the same order every time', () => {
    fc.assert(
      fc.property(lines, (output) => {
        const text = output.join('\n');
        const all = [...corruptionsOf(output)];
        expect([...corruptionsOf(output)]).toEqual(all);
        for (const corruption of all) {
          const { line, column, before } = corruption;
          const at = output.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1;
          expect(text.slice(at, at + before.length)).toBe(before);
          expect(corrupted(output, corruption)).not.toBe(text);
        }
      }),
      { numRuns: 200 },
    );
  });
});
