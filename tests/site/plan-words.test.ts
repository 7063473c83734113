import { describe, expect, test } from 'vitest';
import { runUi, ui } from '../../src/strings.ts';

describe('runUi.planSummary', () => {
  test('counts one of each in grammar', () => {
    expect(runUi.planSummary({ run: 1, holds: 1, skip: 1, deletes: 1, time: '3 s' })).toBe(
      '1 step runs, usually 3 s in all; 1 holds already; 1 is skipped; 1 deletes something. A run ' +
        'stops at the first step that does not pass.',
    );
  });
  test('counts several', () => {
    expect(runUi.planSummary({ run: 3, holds: 2, skip: 2, deletes: 2, time: '' })).toBe(
      '3 steps run; 2 hold already; 2 are skipped; 2 delete something. A run stops at the first step ' +
        'that does not pass.',
    );
  });
});

test('strings: one of a thing is no plural', () => {
  const said = [
    ui.steps(1),
    ui.changedSince(1),
    runUi.sameLines(1),
    runUi.elidedLines(1),
    runUi.asksOver(1, '2 s'),
    runUi.gap(1),
    runUi.path.proxy(1),
  ];
  expect(said).toEqual([
    '1 step',
    '1 step changed since',
    '1 line as printed',
    '… 1 line left out on the page',
    'asked 1 time over 2 s',
    '\n⋯ 1 character is missing here ⋯\n',
    'added 1 header',
  ]);
});
