import { expect, test } from 'vitest';
import { lostCommands } from '../../runner/check/lost-commands.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';

function warned(body: string): string[] {
  const { guide, problems } = guideOf(body);
  expect(problems).toEqual([]);
  return lostCommands(guide).map(({ line, message, code }) => `${line}: ${message} [${code}]`);
}

const asOutput = (line: number, command: number, mistake: string) =>
  `${line}: This line is read as output of the command in line ${command}. If it is a command: ` +
  `${mistake} [lost-command]`;

test.each([
  [
    'a command with spaces before it',
    '$ id\n0\n  $ hostname\nx',
    asOutput(7, 5, 'delete the 2 spaces before `$ `.'),
  ],
  ['a command with a tab before it', '$ id\n\t$ hostname', asOutput(6, 5, 'delete the tab before `$ `.')],
  [
    'a command without a space after `$`',
    '$ id\n0\n$hostname -f\nx',
    asOutput(7, 5, 'there is no space after `$` in `$hostname -f`. Write `$ hostname -f`.'),
  ],
  [
    'a command after a no-break space',
    '$ id\n$\u00a0hostname',
    asOutput(6, 5, 'after `$` comes the character U+00A0. Write an ordinary space there.'),
  ],
  [
    'a command with the mark of a quote before it',
    '$ id\n0\n> $ hostname',
    asOutput(7, 5, 'delete `> ` before `$ `.'),
  ],
  [
    'a command with the mark of a list before it',
    '$ id\n0\n1. $ hostname',
    asOutput(7, 5, 'delete `1. ` before `$ `.'),
  ],
  [
    'a prompt alone',
    '$ id\n0\n$',
    asOutput(7, 5, 'there is nothing after `$`. Write a space and a command.'),
  ],
  [
    'a prompt with user and host',
    '$ id\n0\nme@host:~$ hostname',
    asOutput(7, 5, '`me@host:~$ ` does not begin a command. Write `$ hostname`.'),
  ],
  [
    'a command that an open quote takes',
    "$ echo don't\n$ echo can't\ndont",
    "6: `$ echo can't` is a part of the command that begins in line 5, because a quote or bracket is still " +
      'open. Close the quote or bracket before this line. [lost-command]',
  ],
  [
    'a command that the here-document before it takes',
    '$ cat <<EOF\na\n$ cat <<EOF\nb\nEOF\nb',
    '7: `$ cat <<EOF` is a part of the command that begins in line 5, because its here-document is ' +
      'still open. Write `EOF` on a line of its own before this line. [lost-command]',
  ],
  [
    'a line that white space after a backslash cuts off',
    '$ echo a \\ \n    b\na b',
    '5: White space after the last `\\` ends the command in this line, so line 6 is read as output. ' +
      'Delete the white space. [lost-command]',
  ],
])('lostCommands: %s', (_, body, warning) => {
  expect(warned(fence(body))).toEqual([warning]);
});

test.each([
  ['text of a here-document', '$ cat > a.md <<EOF\n$ id\nEOF\n$ cat <<-E; id\n\t$ id\n\tE'],
  [
    'what programs print',
    '$ cat a\n# a comment\n> GET / HTTP/1.1\n% Total\n$HOME\n$5.00\n- me@example.com > you',
  ],
  ['a pattern', '$ cat a\n  \\$ .*'],
])('lostCommands: ignores %s', (_, body) => {
  expect(warned(fence(body))).toEqual([]);
});

test('lostCommands: ignores prompts in the pattern of match=regex', () => {
  expect(warned(fence('$ usage\n  $ id', 'match=regex'))).toEqual([]);
});
