import { describe, expect, test } from 'vitest';
import { accepts, ask } from '../ask.ts';

/** A printed table, with outputs that match and outputs that do not. */
export type PrintedTable = readonly [
  what: string,
  page: string,
  accepted: readonly string[],
  rejected: readonly string[],
];

/** Tests for printed tables in docs mode. */
export function testTables(tables: readonly PrintedTable[]): void {
  describe.each(tables)('docs mode: %s', (_, page, accepted, rejected) => {
    test.each(page.includes('{{') ? accepted : [page, ...accepted])('accepts %j', (actual) =>
      expect(accepts('docs', page, actual)).toBe(true),
    );
    test.each(rejected)('rejects %j', (actual) => {
      const result = ask('docs', page, actual);
      expect(result.matches).toBe(false);
      expect(result.reasons.length).toBeGreaterThan(0);
    });
  });
}
