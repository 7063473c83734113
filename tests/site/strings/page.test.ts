import { expect, test } from 'vitest';
import { pageUi } from '../../../src/strings/page.ts';

test.each([
  ['istio>=1.21', 'Only for Istio ≥ 1.21'],
  ['kubernetes<1.33', 'Only for Kubernetes < 1.33'],
])('pageUi.onlyFor: %s', (range, expected) => {
  expect(pageUi.onlyFor(range)).toBe(expected);
});
