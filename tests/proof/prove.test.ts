import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corruptionsOf } from '../../runner/proof/corruption.ts';
import { prove, type Verified } from '../../runner/proof/prove.ts';
import type { MatchMode, Printed } from '../../src/guide/model.ts';

function verified(mode: MatchMode, pages: readonly string[], output: string): Verified {
  const printed = pages.map((page): Printed => ({ lines: page.split('\n'), line: 1 }));
  return {
    expectation: { mode, exit: 0, printed },
    printed,
    output,
    exit: 0,
    bindings: {},
    literals: new Set(),
  };
}

const outputs = [
  'service/my-httpbin created\nservice/other unchanged',
  'NAME           TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   SELECTOR\nmy-wikipedia   ClusterIP  ' +
    ' None         <none>        443/TCP   app=x',
  '{\n  "headers": {\n    "Host": "my-httpbin",\n    "X-Envoy-Attempt-Count": "1"\n  }\n}',
  '< HTTP/1.1 200 OK\n< server: envoy\n<title>Wikipedia, the free encyclopedia</title>',
];

describe('prove', () => {
  test.each(outputs)('docs and exact mode catch all corruptions of %j, which has no sample', (output) => {
    for (const mode of ['docs', 'exact'] as const) {
      const proof = prove(verified(mode, [output], output));
      expect(proof.accepted).toEqual([]);
      expect(proof.tried).toBe([...corruptionsOf(output.split('\n'))].length);
    }
  });

  test('names the part of the page that accepts a corruption', () => {
    const { accepted, tried } = prove(
      verified('docs', ['NAME   READY   AGE\nweb    1/1     5s'], 'NAME   READY   AGE\nweb    1/1     2m'),
    );
    expect(tried).toBe(18);
    expect(accepted).toEqual([
      {
        corruption: { kind: 'number', line: 2, column: 16, before: '2', after: '3' },
        allowance: { by: 'type', pageLine: 2, type: 'age', sample: '5s', column: 'AGE' },
      },
    ]);
  });

  test('an elision accepts corruptions of the lines that it stands for, and no others', () => {
    const { accepted } = prove(verified('docs', ['first\n...'], 'first\nHTTP/1.1 200 OK'));
    expect(accepted.map(({ allowance }) => allowance)).toEqual(
      accepted.map(() => ({ by: 'elided lines', pageLine: 2 })),
    );
    expect(accepted.map(({ corruption }) => corruption.after)).toContain('503 Service Unavailable');
    expect(accepted.map(({ corruption }) => corruption.kind)).not.toContain('empty');
    expect(
      accepted.every(
        ({ corruption }) => corruption.line === 2 || (corruption.line === 1 && corruption.column > 5),
      ),
    ).toBe(true);
  });

  test('a corruption that another printed output accepts counts as accepted', () => {
    const { accepted } = prove(
      verified(
        'docs',
        ['web deleted from default namespace', 'web created from default namespace'],
        'web deleted from default namespace',
      ),
    );
    expect(accepted).toEqual([
      {
        corruption: { kind: 'status', line: 1, column: 5, before: 'deleted', after: 'created' },
        allowance: { by: 'other output', pageLine: 1 },
      },
    ]);
  });

  test('does not corrupt colours or invisible text', () => {
    const plain = prove(verified('docs', ['Warning: old'], 'Warning: old'));
    expect(prove(verified('docs', ['Warning: old'], '\u001b[33;1mWarning:\u001b[0m old  \r\n\n'))).toEqual(
      plain,
    );
  });

  test('tries an even sample of the corruptions of a long output', () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => `line ${index}`);
    const { tried, possible, accepted } = prove(verified('docs', ['...\nline 2999'], lines.join('\n')));
    expect(possible).toBe([...corruptionsOf(lines)].length);
    expect(tried).toBe(100);
    const places = accepted.map(({ corruption }) => corruption.line);
    expect(Math.min(...places)).toBeLessThan(100);
    expect(Math.max(...places)).toBeGreaterThan(2_900);
  });

  test('tries nothing if no output is compared', () => {
    expect(prove(verified('none', [], 'anything'))).toEqual({ tried: 0, possible: 0, accepted: [] });
  });
});

describe('docs mode: catches every single corruption outside samples', () => {
  const literals = fc.constantFrom(
    'Running',
    'created',
    '1/1',
    '200 OK',
    'my-httpbin',
    'v1.33',
    'did',
    '443/TCP',
    '"key":',
    'True',
    '<none>',
    '127.0.0.1',
    '—',
  );
  const samples = fc.constantFrom(
    '10.1.2.3',
    'sleep-66c8d79ff5-8tqrl',
    '5s',
    '2m30s',
    '2024-01-15T10:20:30Z',
    '123e4567-e89b-12d3-a456-426614174000',
    '80:31234/TCP',
    '10.0.0.0/24',
  );
  const part = fc.oneof(
    { weight: 3, arbitrary: literals.map((text) => ({ text, isSample: false })) },
    { weight: 1, arbitrary: samples.map((text) => ({ text, isSample: true })) },
  );
  const output = fc.array(fc.array(part, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 });

  interface Span {
    readonly from: number;
    readonly to: number;
  }

  /** The 1-based columns of the samples in a line. */
  function sampleSpans(parts: readonly { readonly text: string; readonly isSample: boolean }[]): Span[] {
    let column = 1;
    return parts.flatMap(({ text, isSample }) => {
      const span = { from: column, to: column + text.length };
      column = span.to + 1;
      return isSample ? [span] : [];
    });
  }

  test('whatever the page prints', () => {
    let tried = 0;
    let typed = 0;
    fc.assert(
      fc.property(output, (parts) => {
        const text = parts.map((line) => line.map((each) => each.text).join(' ')).join('\n');
        const proof = prove(verified('docs', [text], text));
        tried += proof.tried;
        typed += proof.accepted.length;
        for (const { corruption, allowance } of proof.accepted) {
          expect(allowance?.by).toBe('type');
          // Two lines that differ only in samples match in either order.
          if (corruption.kind === 'swapped lines') continue;
          // A part of a duration may be a duration: `2m30s` cut off is `2m`.
          expect(['number', 'name', 'truncated']).toContain(corruption.kind);
          const { column, before, line } = corruption;
          expect(
            sampleSpans(parts[line - 1]!).some(
              ({ from, to }) => column >= from && column + before.length <= to,
            ),
          ).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
    expect(tried).toBeGreaterThan(10_000);
    expect(typed).toBeGreaterThan(100);
  });
});
