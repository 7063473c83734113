import { expect, test } from 'vitest';
import { contentKey } from '../../runner/local-cluster/build/content-key.ts';

test('contentKey: does not depend on the order of parts', () => {
  expect(contentKey({ a: '1', b: '2' })).toBe(contentKey({ b: '2', a: '1' }));
  expect(contentKey({ a: '1', b: '2' })).toMatch(/^[0-9a-f]{16}$/);
});

test('contentKey: distinguishes parts that give the same text when joined', () => {
  expect(contentKey({ a: '1', b: '2' })).not.toBe(contentKey({ a: '1b2' }));
  expect(contentKey({ ab: 'c' })).not.toBe(contentKey({ a: 'bc' }));
});
