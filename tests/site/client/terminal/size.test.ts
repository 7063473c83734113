import { expect, test } from 'vitest';
import { terminalColumns, terminalRows } from '../../../../runner/limits.ts';
import { columns, fullRows } from '../../../../src/client/terminal/size.ts';

test('size: the page’s terminal is as large as the runner’s', () => {
  expect([columns, fullRows]).toEqual([terminalColumns, terminalRows]);
});
