import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accepts } from '../ask.ts';

describe('docs mode: agrees with a matcher that tries all ways', () => {
  const pageLines = [
    'a',
    'b',
    '...',
    '...',
    'ip 10.0.0.1',
    'ip 10.0.0.2',
    'use 10.0.0.1',
    '... 10.0.0.1 ...',
    'pod p-66c8d79ff5-8tqrl',
    'pod p-66c8d79ff5-w2l7h',
  ];
  const actualLines = [
    'a',
    'b',
    'ip 1.1.1.1',
    'ip 2.2.2.2',
    'use 1.1.1.1',
    'use 2.2.2.2',
    'x 1.1.1.1 2.2.2.2',
    'pod p-66c8d79ff5-bbbbb',
    'pod p-66c8d79ff5-ccccc',
  ];

  type Bound = Readonly<Record<string, string>>;

  /** The bindings of all ways in which one line may match. */
  function ways(page: string, actual: string, bound: Bound): Bound[] {
    const sample = /(?:\d+\.){3}\d+|p-\S+/.exec(page)?.[0];
    if (sample === undefined) return page === actual ? [bound] : [];
    return [...actual.matchAll(/(?:\d+\.){3}\d+|p-\S+/g)].flatMap(([value]) => {
      const fitting = page.startsWith('...') ? / /.test(actual) : actual === page.replace(sample, value);
      const sameKind = sample.startsWith('p') === value.startsWith('p');
      const free = bound[sample] === undefined || bound[sample] === value;
      const distinct = Object.entries(bound).every(([other, real]) => other === sample || real !== value);
      return fitting && sameKind && free && distinct ? [{ ...bound, [sample]: value }] : [];
    });
  }

  function fits(page: readonly string[], actual: readonly string[], bound: Bound): boolean {
    const [line, ...rest] = page;
    if (line === undefined) return actual.length === 0;
    if (line === '...')
      return fits(rest, actual, bound) || (actual.length > 0 && fits(page, actual.slice(1), bound));
    return (
      actual.length > 0 && ways(line, actual[0]!, bound).some((next) => fits(rest, actual.slice(1), next))
    );
  }

  test('on pages with elisions and bindings', () => {
    let matched = 0;
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pageLines), { minLength: 1, maxLength: 7 }),
        fc.array(fc.constantFrom(...actualLines), { minLength: 1, maxLength: 8 }),
        (page, actual) => {
          fc.pre(page.some((line) => line !== '...'));
          const expected = fits(page, actual, {});
          if (expected) matched += 1;
          return accepts('docs', page.join('\n'), actual.join('\n')) === expected;
        },
      ),
      { numRuns: 20_000 },
    );
    expect(matched).toBeGreaterThan(100);
  });
});

test('docs mode: elides text in a line like a regular expression that tries all ways', () => {
  /**
   * An elision includes the blanks beside its dots. One blank may be both of them; at an end of the line,
   * there may be none.
   */
  const regexOf = (page: string) =>
    page
      .split(/( ?\.{3} ?)/)
      .map((piece, index, pieces) => {
        if (index % 2 === 0) return piece;
        const [first, last] = [
          index === 1 && pieces[0] === '',
          index === pieces.length - 2 && pieces.at(-1) === '',
        ];
        const [before, after] = [piece.startsWith(' '), piece.endsWith(' ')];
        const elided = before ? (after ? ' (?:.* )?' : ' .*') : after ? '.* ' : '.*';
        return (before && last) || (after && first) ? `(?:${elided})?` : elided;
      })
      .join('');
  const pieces = fc.array(fc.constantFrom('a', 'b', 'ab', '...'), { minLength: 1, maxLength: 6 });
  let matched = 0;
  fc.assert(
    fc.property(pieces, fc.stringMatching(/^[ab]( ?[ab]){0,9}$/), (parts, actual) => {
      const page = parts.join(' ').replaceAll(/\.{3}(?: \.{3})+/g, '...');
      fc.pre(page !== '...');
      const expected = new RegExp(`^${regexOf(page)}$`).test(actual);
      if (expected) matched += 1;
      return accepts('docs', page, actual) === expected;
    }),
    { numRuns: 20_000 },
  );
  expect(matched).toBeGreaterThan(100);
});
