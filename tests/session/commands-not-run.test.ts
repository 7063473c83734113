import { expect, test } from 'vitest';
import { commandsNotRun } from '../../runner/session/commands-not-run.ts';
import type { CommandResult } from '../../src/guide/result.ts';
import { fence, stepOf } from '../support/guides/guide-text.ts';

const result = (command: number, verdict: CommandResult['verdict']): CommandResult => ({
  command,
  text: 'x',
  line: 5,
  verdict,
  output: '',
  attempts: 1,
  ms: 1,
  reasons: [],
  sentences: [],
});

test('commandsNotRun: the commands after the last one that ran; in a check, only reading ones', () => {
  const [all, readers] = [{ checkOnly: false }, { checkOnly: true }];
  const of = stepOf(fence('$ echo one\n$ touch two\n$ echo three'));
  const [two, three] = [
    { text: 'touch two', line: 6 },
    { text: 'echo three', line: 7 },
  ];
  expect(commandsNotRun(of, [result(0, 'failed')], all)).toEqual([two, three]);
  expect(commandsNotRun(of, [result(0, 'failed')], readers)).toEqual([three]);
  expect(commandsNotRun(of, [result(0, 'passed'), result(1, 'passed'), result(2, 'failed')], all)).toEqual(
    [],
  );
  expect(commandsNotRun(of, [], all)).toEqual([]);
});
