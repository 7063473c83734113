import { expect, test } from 'vitest';
import { terminalColumns, terminalRows } from '../../../../runner/limits.ts';
import { columns, fullRows } from '../../../../src/client/terminal/size.ts';

test('size: is the same as the size of the runner’s terminal', () => {
  expect([columns, fullRows]).toEqual([terminalColumns, terminalRows]);
});
