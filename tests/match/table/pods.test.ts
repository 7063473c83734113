import { describe, expect, test } from 'vitest';
import { describe as sentence } from '../../../runner/match/index.ts';
import { accepts, ask } from '../ask.ts';

const pods = `NAME                     READY   STATUS    RESTARTS   AGE
reviews-v1-66c8d79ff5-8tqrl   2/2     Running   0          32s
reviews-v2-7bd4f5c8b9-w2l7h   2/2     Running   0          32s
web-0                         1/1     Running   0          21h`;

/** The rows as kubectl pads them. */
function padded(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)) + 3);
  return `${rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('')
        .trimEnd(),
    )
    .join('\n')}\n`;
}

const head = ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'];
const v1 = ['reviews-v1-7bc4b9d6c5-x2x9z', '2/2', 'Running', '0', '5m'];
const v2 = ['reviews-v2-5f4b9c7d88-bcdfg', '2/2', 'Running', '0', '5m'];
const web = ['web-0', '1/1', 'Running', '0', '2d5h'];

describe('docs mode: compares a pod table cell by cell', () => {
  test.each([
    ['as printed', [head, v1, v2, web]],
    ['restarted', [head, v1.with(3, '7'), v2.with(3, '2 (32s ago)'), web]],
    ['other ages', [head, v1.with(4, '119s'), v2.with(4, '3h5m'), web.with(4, '2y30d')]],
  ])('accepts the rows: %s', (_, rows) => expect(accepts('docs', pods, padded(rows))).toBe(true));

  test.each([
    ['not ready', [head, v1.with(1, '1/2'), v2, web]],
    ['none ready', [head, v1.with(1, '0/2'), v2, web]],
    ['another status', [head, v1, v2.with(2, 'CrashLoopBackOff'), web]],
    ['crashing', [head, v1.with(1, '1/2').with(2, 'CrashLoopBackOff').with(3, '7'), v2, web]],
    ['a cell that is no age', [head, v1.with(4, '5'), v2, web]],
    ['an unknown age', [head, v1.with(4, '<unknown>'), v2, web]],
    ['restarts that are no number', [head, v1.with(3, 'x'), v2, web]],
    ['no restarts', [head, v1.with(3, ''), v2, web]],
    ['another owner', [head, v1.with(0, 'reviews-v3-7bc4b9d6c5-x2x9z'), v2, web]],
    ['another StatefulSet pod', [head, v1, v2, web.with(0, 'web-1')]],
    ['a missing row', [head, v1, web]],
    ['an extra row', [head, v1, v2, v2.with(0, 'reviews-v2-5f4b9c7d88-zzzzz'), web]],
    ['a row moved', [head, v2, v1, web]],
    ['no rows', [head]],
    ['one pod twice', [head, v1, v1, web]],
    ['an extra column', [head, v1, v2, web].map((row, index) => [...row, index === 0 ? 'IP' : '10.0.0.1'])],
    ['a missing column', [head, v1, v2, web].map((row) => row.slice(0, 4))],
    ['columns swapped', [head, v1, v2, web].map(([a, b, c, d, e]) => [a!, c!, b!, d!, e!])],
    ['another head', [head.with(3, 'RESTART'), v1, v2, web]],
  ])('rejects %s', (_, rows) => {
    const result = ask('docs', pods, padded(rows));
    expect(result.matches).toBe(false);
    expect(result.reasons.length).toBeGreaterThan(0);
  });

  test('rejects an empty output', () => expect(accepts('docs', pods, '')).toBe(false));
});

describe('docs mode: names the difference in a table', () => {
  const sentences = (rows: readonly (readonly string[])[]) =>
    ask('docs', pods, padded(rows)).reasons.map(sentence);
  test('a cell', () =>
    expect(sentences([head, v1, v2.with(1, '1/2'), web])).toEqual([
      'row reviews-v2-7bd4f5c8b9-w2l7h, column READY: the page says 2/2, the output says 1/2',
    ]));
  test('a cell of another type', () =>
    expect(sentences([head, v1.with(4, '<unknown>'), v2, web])).toEqual([
      'row reviews-v1-66c8d79ff5-8tqrl, column AGE: the page says 32s, the output says <unknown>: ' +
        '<unknown> is not of the type age, as 32s is',
    ]));
  test('a missing row', () =>
    expect(sentences([head, v1, web])).toEqual([
      'row reviews-v2-7bd4f5c8b9-w2l7h of page line 3 is missing from the output',
    ]));
  test('an extra row', () =>
    expect(sentences([head, v1, v2, web, web.with(0, 'web-1')])).toEqual([
      'row web-1 of the output (line 5) is not on the page',
    ]));
  test('an extra and a missing column', () => {
    expect(sentences([head, v1, v2, web].map((row, index) => [...row, index === 0 ? 'NODE' : 'n1']))).toEqual(
      ["the output's table has a column NODE, the page's table does not"],
    );
    expect(sentences([head, v1, v2, web].map((row) => row.slice(0, 4)))).toEqual([
      "the page's table has a column AGE, the output's table does not",
    ]);
  });
  test('a moved row', () => {
    const result = ask(
      'docs',
      'NAME   TYPE\na      X\nb      Y\nc      Z',
      'NAME   TYPE\nb      Y\nc      Z\na      X',
    );
    expect(result.reasons).toEqual([
      { code: 'moved-row', pageLine: 2, row: 'a', expected: 'a X', actual: 'line 4' },
    ]);
  });
  test('one pod in two rows', () => {
    expect(sentences([head, v1, v2, web].map((row) => row))).toEqual([]);
    const page =
      'NAME                     READY   STATUS    RESTARTS   AGE\nsleep-66c8d79ff5-8tqrl   1/1     ' +
      'Running   0          1m\nsleep-66c8d79ff5-w2l7h   1/1     Running   0          1m';
    const row = ['sleep-7bc4b9d6c5-x2x9z', '1/1', 'Running', '0', '5m'];
    expect(accepts('docs', page, padded([head, row, row.with(0, 'sleep-7bc4b9d6c5-bcdfg')]))).toBe(true);
    expect(ask('docs', page, padded([head, row, row])).reasons.map(sentence)).toEqual([
      'row sleep-66c8d79ff5-w2l7h, column NAME: the page says sleep-66c8d79ff5-w2l7h, the output says ' +
        'sleep-7bc4b9d6c5-x2x9z: sleep-7bc4b9d6c5-x2x9z is already the value of sleep-66c8d79ff5-8tqrl ' +
        'since page line 2, and two different samples of the page stand for two different values',
    ]);
  });
  test('the comparison marks each cell', () => {
    expect(
      ask('docs', 'NAME   READY   AGE\nweb    1/1     5s', 'NAME   READY   AGE\nweb    0/1     9s')
        .comparison,
    ).toEqual({
      kind: 'table',
      columns: ['NAME', 'READY', 'AGE'],
      rows: [
        { page: ['web', '1/1', '5s'], actual: ['web', '0/1', '9s'], marks: ['same', 'different', 'typed'] },
      ],
    });
  });
});
