import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blessOutput, judgeRun, proposeElisions } from '../../runner/bless/bless-output.ts';
import { problemsOf } from '../../runner/match/index.ts';
import { matchModes } from '../../src/guide/model.ts';
import { expectedOf } from './bless.ts';

const words = fc.constantFrom(
  'a',
  'b',
  'Running',
  '1/1',
  '5s',
  '10.0.0.1',
  '10.0.0.2',
  '<none>',
  'sleep-66c8d79ff5-8tqrl',
  'created',
  'port:',
  '(#0)',
  '"x"',
);
const line = fc
  .array(words, { minLength: 1, maxLength: 6 })
  .chain((parts) => fc.constantFrom(' ', '   ').map((blank) => parts.join(blank)));
const plain = fc.array(line, { minLength: 1, maxLength: 8 }).map((lines) => lines.join('\n'));
const cell = fc.constantFrom(
  'a',
  'b',
  'c-1',
  'Running',
  'Pending',
  '1/1',
  '5s',
  '7m',
  '10.0.0.1',
  '10.9.9.9',
  '<none>',
  'CrashLoopBackOff',
);
const kubectlTable = fc
  .record({
    heads: fc.subarray(['NAME', 'READY', 'STATUS', 'IP', 'AGE'], { minLength: 2 }),
    rows: fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
  })
  .map(({ heads, rows }) =>
    [heads, ...rows]
      .map((cells) =>
        heads
          .map((_, index) => cells[index]!.padEnd(19))
          .join('')
          .trimEnd(),
      )
      .join('\n'),
  );
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('x', 'y 5s', '10.0.0.1', 1, 2.5, true, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'status'), tie('value'), { maxKeys: 3 }),
  ),
})).value;
const json = value.chain((data) => fc.constantFrom(0, 2).map((indent) => JSON.stringify(data, null, indent)));
const output = fc.oneof(plain, kubectlTable, json);
const elided = fc.tuple(output, fc.nat(), fc.constantFrom('...', '')).map(([text, at, dots]) => {
  const lines = text.split('\n');
  return dots === '' ? text : lines.toSpliced(at % (lines.length + 1), 0, dots).join('\n');
});
const mode = fc.constantFrom(...matchModes.filter((each) => each !== 'none'));
const isSound = (expected: ReturnType<typeof expectedOf>) =>
  problemsOf({ mode: expected.mode, printed: [expected.printed] }).length === 0;
const run = (actual: string) => ({ actual, exit: 0, bindings: {} });

describe('blessOutput: for any page and output', () => {
  test('the result matches, in every mode', () => {
    let changed = 0;
    fc.assert(
      fc.property(mode, elided, output, (each, page, actual) => {
        const expected = expectedOf(each, page, []);
        fc.pre(isSound(expected));
        const blessed = blessOutput(expected, run(actual));
        if (!('lines' in blessed)) return;
        changed += 1;
        expect(
          judgeRun({ ...expected, printed: { ...expected.printed, lines: blessed.lines } }, run(actual))
            .reasons,
        ).toEqual([]);
      }),
      { numRuns: 1500 },
    );
    expect(changed).toBeGreaterThan(500);
  });

  test('there is a result for every output that a fence can show, in docs and exact', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('docs' as const, 'exact' as const),
        elided,
        output,
        (each, page, actual) => {
          const expected = expectedOf(each, page, []);
          fc.pre(isSound(expected));
          expect(blessOutput(expected, run(actual))).toHaveProperty('lines');
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('a printed output that matches does not change, in any mode', () => {
    fc.assert(
      fc.property(mode, output, (each, text) => {
        const page = each === 'lines' ? text.replace(/^/gm, '+ ') : text;
        const expected = expectedOf(each, page, []);
        fc.pre(isSound(expected) && judgeRun(expected, run(text)).matches);
        const blessed = blessOutput(expected, run(text));
        expect('lines' in blessed ? blessed.lines.join('\n') : blessed.why).toBe(page);
      }),
      { numRuns: 1000 },
    );
  });

  test('docs changes only the line that differs, and prints no new elision or token', () => {
    fc.assert(
      fc.property(plain, fc.nat(), (page, at) => {
        const lines = page.split('\n');
        const place = at % lines.length;
        const expected = expectedOf('docs', page, []);
        const blessed = blessOutput(expected, run(lines.with(place, `${lines[place]} anew`).join('\n')));
        expect(blessed).toEqual({ lines: lines.with(place, `${lines[place]} anew`) });
      }),
      { numRuns: 1000 },
    );
  });
});

test('proposeElisions: the result accepts both runs, can fail, and has an elision', () => {
  let proposals = 0;
  fc.assert(
    fc.property(mode, output, output, (each, first, second) => {
      const expected = expectedOf(each, first, []);
      const runs = [run(first), run(second)];
      fc.pre(
        isSound(expected) && judgeRun(expected, runs[0]!).matches && !judgeRun(expected, runs[1]!).matches,
      );
      const proposed = proposeElisions(expected, runs);
      if (!('lines' in proposed)) return;
      proposals += 1;
      const printed = { ...expected.printed, lines: proposed.lines };
      expect(problemsOf({ mode: each, printed: [printed] })).toEqual([]);
      for (const one of runs) expect(judgeRun({ ...expected, printed }, one).reasons).toEqual([]);
    }),
    { numRuns: 1500 },
  );
  expect(proposals).toBeGreaterThan(25);
});
