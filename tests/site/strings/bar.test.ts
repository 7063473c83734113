import { describe, expect, test } from 'vitest';
import { barUi } from '../../../src/strings/bar.ts';

describe('barUi.planSummary', () => {
  test('uses the singular for one step', () => {
    expect(barUi.planSummary({ run: 1, holds: 1, skip: 1, deletes: 1, time: '3 s' })).toBe(
      '1 step runs, usually 3 s in all; 1 is up to date; 1 is skipped; 1 deletes something. A run ' +
        'stops at the first step that does not pass.',
    );
  });
  test('uses the plural for several steps', () => {
    expect(barUi.planSummary({ run: 3, holds: 2, skip: 2, deletes: 2, time: '' })).toBe(
      '3 steps run; 2 are up to date; 2 are skipped; 2 delete something. A run stops at the first step ' +
        'that does not pass.',
    );
  });
});
