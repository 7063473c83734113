import { expect, test } from 'vitest';
import { parseWhen, whyNotFit } from '../../../src/guide/options/when.ts';
import { printedFor } from '../../../src/guide/printed-for.ts';

test.each([
  ['istio>=1.21', true],
  ['istio>=1.32', false],
  ['kubernetes<1.33', false],
  ['kubernetes>=1.33, istio>=1.21', true],
  ['kubernetes>=1.33, istio<1.21', false],
])('whyNotFit: %s on Kubernetes 1.35.4 and Istio 1.31.1', (when, fits) => {
  expect(whyNotFit(when, { kubernetes: '1.35.4-gke.1', istio: '1.31.1' }) === undefined).toBe(fits);
});

test('whyNotFit: a target without Istio fits no version range of Istio', () => {
  expect(whyNotFit('istio>=1.21', { kubernetes: '1.35.4' })).toBe(
    'needs istio >=1.21, and the target has no istio',
  );
  expect(whyNotFit(undefined, {})).toBeUndefined();
});

test.each(['istio', 'istio 1.2', 'linkerd>=1', '', 'istio>=x'])('parseWhen: rejects %j', (when) => {
  expect(parseWhen(when)).toEqual(expect.any(String));
});

test('printedFor: prefers outputs with a fitting version range to outputs without a range', () => {
  const own = { lines: ['own'], line: 1 };
  const old = { lines: ['old'], line: 2, when: 'istio<1.21' };
  const expectation = { mode: 'docs', exit: 0, printed: [own, old] } as const;
  expect(printedFor(expectation, { istio: '1.31.1' })).toEqual([own]);
  expect(printedFor(expectation, { istio: '1.20.0' })).toEqual([old]);
});
