import { expect, test } from 'vitest';
import type { MatchMode } from '../../src/guide/model.ts';
import { ask } from './ask.ts';

type Row = readonly [page: string, accepted: readonly string[], rejected: readonly string[]];

/** A test for each output that a printed text of a mode accepts or rejects. */
export function testRows(mode: MatchMode, rows: readonly Row[]): void {
  for (const [page, accepted, rejected] of rows) {
    test.each(accepted)(`${JSON.stringify(page)} accepts %j`, (actual) =>
      expect(ask(mode, page, actual).reasons).toEqual([]),
    );
    test.each(rejected)(`${JSON.stringify(page)} rejects %j`, (actual) => {
      const result = ask(mode, page, actual);
      expect(result.matches).toBe(false);
      expect(result.reasons.length).toBeGreaterThan(0);
    });
  }
}
