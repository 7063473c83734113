import { describe, expect, test } from 'vitest';
import { describe as sentence } from '../../runner/match/index.ts';
import { explainStep } from '../../runner/session/explain-step.ts';
import type { Reason } from '../../src/guide/outcome.ts';
import type { CommandResult } from '../../src/guide/result.ts';
import { fence, stepOf } from '../support/guides/guide-text.ts';

const step = (options: string) => stepOf(fence('$ one\n1\n$ two\n2\n$ three\n3', options));

/** The result of a command that did not pass. `at`: its index in the step. */
function result(at: number, change: Partial<CommandResult>): CommandResult {
  const { reasons = [] } = change;
  return {
    command: at,
    text: 'x',
    line: 5,
    verdict: 'failed',
    output: '',
    attempts: 1,
    ms: 1,
    reasons,
    sentences: reasons.map(sentence),
    ...change,
  };
}

const exited = (at: number, exit: number, change: Partial<Reason> = {}, output = '') =>
  result(at, {
    exit,
    output,
    reasons: [{ code: 'exit', expected: '0', actual: String(exit), ...change } as Reason],
  });

const passed = (at: number) => result(at, { verdict: 'passed' });

describe('explainStep', () => {
  test.each<[string, string, CommandResult, { message?: string; next?: string }]>([
    [
      'an output as printed with exit status 1: the option',
      '',
      exited(2, 1, { asPrinted: true }),
      {
        message:
          'the output is as printed, but the exit status is 1; the page expects 0. If this exit status ' +
          'is expected, write `exit=1`.',
      },
    ],
    [
      'the same before the last command: a separate fence',
      '',
      exited(1, 1, { asPrinted: true }),
      {
        message:
          'the output is as printed, but the exit status is 1; the page expects 0. ' +
          'If this exit status is expected, end the fence after this command and write `exit=1`: ' +
          '`exit=` applies to the last command of a fence.',
      },
    ],
    [
      'a command that succeeds although the page says that it fails: the option',
      'exit=1',
      exited(2, 0, { asPrinted: true, expected: '1' }),
      {
        message:
          'the output is as printed, but the exit status is 0; the page expects 1. If the command ' +
          'should succeed, remove `exit=1`.',
      },
    ],
    [
      'exit status 1 of a command that prints nothing: the cause first',
      '',
      exited(2, 1),
      {
        message: 'the command ended with exit status 1; the page expects 0',
        next:
          'Read the output, fix the cause and run the step again. If this exit status is expected, write ' +
          '`exit=1`.',
      },
    ],
    [
      'another output and exit status 1: the cause first, then the option and the output',
      '',
      result(2, {
        exit: 1,
        reasons: [
          { code: 'exit', expected: '0', actual: '1' },
          { code: 'missing-line', pageLine: 5, expected: '3' },
        ],
      }),
      {
        message: 'the command ended with exit status 1; the page expects 0',
        next:
          'Read the output, fix the cause and run the step again. If this exit status is expected, write ' +
          '`exit=1` and print this output.',
      },
    ],
    [
      'a program that does not exist: its name',
      '',
      exited(2, 127, { neverRan: 'not-found' } as Partial<Reason>, 'bash: jqq: command not found\n'),
      {
        message:
          'the command ended with exit status 127 because there is no such program; the page expects 0',
        next:
          'Correct the name `jqq` or install the program. If the guide needs it, name it in ' +
          '`guide.requires.commands`: then Guiderail tells a reader without it before the first step.',
      },
    ],
    [
      'a program that a container does not have',
      '',
      exited(2, 127, { neverRan: 'not-found' } as Partial<Reason>, 'command terminated with exit code 127\n'),
      {
        message:
          'the command ended with exit status 127 because there is no such program; the page expects 0',
        next: 'Correct the name of the program, or install it.',
      },
    ],
    [
      'a file that is not executable',
      '',
      exited(2, 126, { neverRan: 'not-executable' } as Partial<Reason>),
      {
        message:
          'the command ended with exit status 126 because the program could not be run; the page expects 0',
        next: 'Make the file executable (`chmod +x`), or name the program that reads it, as in `bash FILE`.',
      },
    ],
    [
      'a killed program',
      '',
      exited(2, 137),
      {
        message: 'the command ended with exit status 137; the page expects 0',
        next:
          'An exit status of 137 usually means that the signal SIGKILL ended the program, often because ' +
          'it needed more memory than there is. Find out what needs so much memory, fix it and run the ' +
          'step again.',
      },
    ],
    [
      'a program ended by Ctrl-C',
      '',
      exited(2, 130),
      {
        message: 'the command ended with exit status 130; the page expects 0',
        next:
          'An exit status of 130 usually means that the signal SIGINT ended the program. Find out what ' +
          'sent it, and run the step again.',
      },
    ],
    [
      'a program whose reader left',
      '',
      exited(2, 141),
      {
        message: 'the command ended with exit status 141; the page expects 0',
        next:
          'An exit status of 141 usually means that the signal SIGPIPE ended the program, because the ' +
          'next program of the pipe had read enough.',
      },
    ],
    [
      'an exit status above those of signals',
      '',
      exited(2, 255),
      {
        message: 'the command ended with exit status 255; the page expects 0',
        next:
          'Read the output, fix the cause and run the step again. If this exit status is expected, write ' +
          '`exit=255`.',
      },
    ],
    [
      'a command that takes too long: the option, with twice the time',
      'timeout=90s',
      result(2, { verdict: 'timed-out' }),
      {
        message: 'The command did not end within 90 s and was stopped.',
        next: 'Find out what it waits for. If it only needs more time, give the step more: `timeout=3m`.',
      },
    ],
    [
      'a command that takes longer than any step may',
      'timeout=60m',
      result(2, { verdict: 'timed-out' }),
      {
        message: 'The command did not end within 60 m and was stopped.',
        next: 'Find out what it waits for.',
      },
    ],
    [
      'an answer that did not come in time: the option',
      '',
      result(2, { verdict: 'differs', attempts: 12, ms: 30_100, sentences: ['a differs'] }),
      {
        message: 'a differs. Guiderail made 12 attempts in 30 s.',
        next:
          'If the cluster only needs more time, let Guiderail repeat the command for longer: ' +
          '`within=60s`.',
      },
    ],
    [
      'a command that is not repeated: the reason',
      '',
      result(2, {
        verdict: 'differs',
        hopeless: true,
        reasons: [{ code: 'extra-column', pageLine: 5, column: 'NODE', expected: '', actual: '' }],
        sentences: ['the output has a column NODE'],
      }),
      {
        message:
          'the output has a column NODE. The command was not repeated, because waiting does not change the ' +
          'columns of a table.',
      },
    ],
    [
      'a command whose output never changes',
      '',
      result(2, { verdict: 'differs', hopeless: true, text: 'echo a', sentences: ['a differs'] }),
      { message: 'a differs. The command was not repeated, because its output does not change by itself.' },
    ],
    [
      'a shell that a command ended',
      '',
      result(2, { verdict: 'interrupted', text: 'exit 1' }),
      {
        message: 'The shell ended while the command ran, so its exit status is not known.',
        next:
          '`exit` and `exec` end the shell of all steps. Put them into brackets, as in `(exit 1)`, and ' +
          'run the steps that set variables again.',
      },
    ],
  ])('says of %s', (_, options, bad, why) => {
    expect(
      explainStep(step(options), [...Array.from({ length: bad.command }, (_each, at) => passed(at)), bad]),
    ).toEqual(why);
  });

  test('says nothing if all passed', () =>
    expect(explainStep(step(''), [passed(0), passed(1), passed(2)])).toEqual({}));

  test('names no commands in a cleanup step, which tries them all', () => {
    expect(explainStep(step('role=cleanup'), [exited(0, 1), passed(1), passed(2)])).not.toHaveProperty(
      'notRun',
    );
  });
});
